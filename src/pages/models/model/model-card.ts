/** What a model's description may begin with: the questions that whoever finds the model has. */
export const modelCard = `## What it does

Its inputs, its outputs, and the decisions it supports.

## Intended use

Where to use it, and where not.

## Data

What it was trained on: source, period, known gaps.

## Performance

Key metrics, the data they were measured on, and known weaknesses.

## Contact

Who to ask, and where to report problems.
`
