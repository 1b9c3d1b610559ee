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
const headersOfText = { 'Content-Type': 'text/html; charset=UTF-8', ...headersOfAll }

/** Answers with this JSON and all headers that it needs. Adding them later would cost as much as a query. */
export const jsonAnswer = (text: string, { isStored }: { isStored: boolean }): Response =>
  complete(text, isStored ? headers : unstored)

/** The same with a text that MLflow calls HTML. */
export const textAnswer = (text: string): Response => complete(text, headersOfText)

/** Kept with the answer: a WeakSet of answers would cost as much again when garbage is collected. */
const COMPLETE = Symbol('complete')

const complete = (text: string, headers: Record<string, string>): Response =>
  Object.assign(new Response(text, { headers }), { [COMPLETE]: true })

/** Whether an answer was made with all its headers. */
export const isComplete = (answer: Response): boolean => COMPLETE in answer
