/** A model card with all that Markdown preview must keep: HTML, formulas, footnotes, front matter. */
export const card = `---
owner: team A
tags: [rides, night]
since: 2026-05-01
---
# Demand

See [Ergebnisse](#größe--ergebnisse), [the hidden part](#limits), [notes](notes/more.md), and a note[^1].

<p align="center"><b>Owned by:</b> team A</p>

Takes Map<K, V>, Dict<A> or Vec<String> typed without ticks.<br>It costs between $5 and $10.

With $a_1 * b_1 * c_1$ as error, $\\notatex{$, and

$$\\frac{1}{n} \\sum_i x_i$$

<script>document.title = "taken"</script>

<details><summary>Limits</summary><p id="limits">Not for holidays.</p></details>

<table><tr><th>city</th><td>rmse 3.1</td></tr></table>

${'One more line.\n\n'.repeat(60)}
## Größe & Ergebnisse

Good.

${'One more line.\n\n'.repeat(60)}
## Second limits

[^1]: Measured in May.
`
