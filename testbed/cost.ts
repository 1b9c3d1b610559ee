import type { Page } from '@playwright/test'

/** What a page has cost so far: bytes of JS and CSS as they were sent, and the addresses asked for, repeated ones too. */
export type Cost = { bytes: number; requests: string[]; calls: string[] }

const isCall = /\/(ajax-)?api\/|get-artifact|\/modelshelf\/|\/graphql/

/** Adds up what Chromium receives and asks for from now on; `calls` are those of an API, ours or MLflow's. */
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
 * The calls of a first load, each address once: on a machine so busy that seconds pass between two parts of the page, the
 * second asks for fresher data.
 */
export const distinct = ({ calls }: Cost): string[] => [...new Set(calls)]
