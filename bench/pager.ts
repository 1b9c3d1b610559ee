// A client that pages through a metric: node bench/pager.ts URL EXPERIMENT FILTER ORDER RUNS_A_PAGE
// Asks for the next page at each message, and answers with the ms that it took.
const [url = '', experiment = '', filter = '', order = '', size = ''] = process.argv.slice(2)
let token: string | undefined

process.on('message', () => void onePage())

async function onePage(): Promise<void> {
  const from = performance.now()
  const response = await fetch(new URL('api/2.0/mlflow/runs/search', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      experiment_ids: [experiment],
      max_results: Number(size),
      filter,
      order_by: [order],
      page_token: token,
    }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  // Parsing the whole page would cost more than reading it.
  token = /"next_page_token":"([^"]+)"\}$/.exec(text.slice(-300))?.[1]
  process.send?.(performance.now() - from)
}
