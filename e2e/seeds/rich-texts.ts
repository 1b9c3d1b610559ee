/** Markdown with all that needs code of its own. */
export const RICH =
  '# Loss\n\nThe <b>squared</b> one:\n\n$$\\sum_i (y_i - \\hat y_i)^2$$\n\n```python\nimport pandas as pd\n```\n'

export const FRONT_MATTER = '---\nlicense: mit\n---\n'

/** A notebook with such Markdown, a table in HTML, and code in a language whose grammar is a file of its own. */
export const NOTEBOOK = JSON.stringify({
  cells: [
    { cell_type: 'markdown', metadata: {}, source: [RICH] },
    {
      cell_type: 'code',
      execution_count: 1,
      metadata: {},
      source: ['val seven = 7'],
      outputs: [
        {
          output_type: 'execute_result',
          execution_count: 1,
          metadata: {},
          data: { 'text/html': ['<table><tr><td>7</td></tr></table>'], 'text/latex': ['$\\frac{1}{2}$'] },
        },
      ],
    },
  ],
  metadata: { language_info: { name: 'scala', file_extension: '.sc' } },
  nbformat: 4,
  nbformat_minor: 5,
})
