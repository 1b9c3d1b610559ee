import type { Page } from '@playwright/test'

/** The cost of a page so far: bytes of JS and CSS as sent, and the URLs requested, including repeats. */
export type Cost = { bytes: number; requests: string[]; calls: string[] }

const isCall = /\/(ajax-)?api\/|get-artifact|\/modelshelf\/|\/graphql/

/** Counts what Chromium requests and receives from now on; `calls` are those of an API, ours or MLflow's. */
export async function watchCost(page: Page): Promise<Cost> {
  const cdp = await page.context().newCDPSession(page)
  const cost: Cost = { bytes: 0, requests: [], calls: [] }
  const types = new Map<string, string>()
  cdp.on('Network.responseReceived', ({ requestId, type, response }) => {
    types.set(requestId, type)
    cost.requests.push(response.url)
    if (isCall.test(response.url)) cost.calls.push(response.url)
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (['Script', 'Stylesheet'].includes(types.get(requestId) ?? '')) cost.bytes += encodedDataLength
  })
  await cdp.send('Network.enable')
  return cost
}

/**
 * The calls of a first load, each URL once: on a very busy machine a part of the page that renders seconds later fetches
 * fresher data.
 */
export const distinct = ({ calls }: Cost): string[] => [...new Set(calls)]
