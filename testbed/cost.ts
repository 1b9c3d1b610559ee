import type { Page } from '@playwright/test'

/**
 * The cost of a page so far: bytes of JS and CSS as sent, and the requests by method, URL and body, including repeats; `calls` are those of
 * an API. `code` are the URLs of the files of JS and CSS, `sent` those of them that the browser had not kept.
 */
export type Cost = {
  bytes: number
  requests: string[]
  calls: string[]
  code: string[]
  sent: string[]
  stop: () => Promise<void>
}

const isCall = /\/(ajax-)?api\/|get-artifact|\/modelshelf\/|\/graphql/

/** Counts what Chromium requests and receives from now on; `calls` are those of an API, ours or MLflow's. */
export async function watchCost(page: Page): Promise<Cost> {
  const cdp = await page.context().newCDPSession(page)
  const cost: Cost = {
    bytes: 0,
    requests: [],
    calls: [],
    code: [],
    sent: [],
    stop: () => cdp.detach(),
  }
  const types = new Map<string, string>()
  const urls = new Map<string, string>()
  const asked = new Map<string, string>()
  cdp.on('Network.responseReceived', ({ requestId, type, response }) => {
    types.set(requestId, type)
    urls.set(requestId, response.url)
    const request = asked.get(requestId) ?? response.url
    cost.requests.push(request)
    if (isCall.test(response.url)) cost.calls.push(request)
    if (type === 'Script' || type === 'Stylesheet') cost.code.push(response.url)
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!['Script', 'Stylesheet'].includes(types.get(requestId) ?? '')) return
    cost.bytes += encodedDataLength
    if (encodedDataLength > 0) cost.sent.push(urls.get(requestId)!)
  })
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
    asked.set(requestId, [request.method, request.url, request.postData].filter(Boolean).join(' '))
  })
  await cdp.send('Network.enable')
  return cost
}

/**
 * The requests or URLs of a first load, each once: on a very busy machine a part of the page that renders seconds later fetches
 * fresher data.
 */
export const distinct = (asked: readonly string[]): string[] => [...new Set(asked)]
