/** An outline for a model's description: what people ask who find the model. */
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
