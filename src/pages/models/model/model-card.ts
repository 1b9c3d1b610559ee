/** What a model's description may begin with: the questions that whoever finds the model has. */
export const modelCard = `## What it does

What goes in, what comes out, and what decisions it serves.

## Meant for

Where it should be used, and where it should not.

## Data

What it learned from: source, period, what is missing in it.

## How good it is

The metrics that matter, on which data, and where it is weak.

## Ask

Who answers questions, and where to report what it gets wrong.
`
