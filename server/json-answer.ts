/** The headers of every answer, unless it sets them itself (docs/robustness.md O14, O16). */
export const headersOfAll = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** For a browser that is sent to a call: data is never a page, nor in one. */
export const headersOfData = { 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'" }

const headers = { 'Content-Type': 'application/json', ...headersOfAll, ...headersOfData }
const unstored = { ...headers, 'Cache-Control': 'no-store' }
const complete = new WeakSet<Response>()

/** Answers with this JSON and all headers that it needs. Adding them later would cost as much as a query. */
export function jsonAnswer(text: string, { isStored }: { isStored: boolean }): Response {
  const answer = new Response(text, { headers: isStored ? headers : unstored })
  complete.add(answer)
  return answer
}

/** Whether an answer was made with all its headers. */
export const isComplete = (answer: Response): boolean => complete.has(answer)
