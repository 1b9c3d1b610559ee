/** Where a database error, a query or a stack trace begins in one of MLflow's messages. */
const INSIDE =
  /\s*(?:Error: )?\((?:raised as a result of|[a-z_]\w*(?:\.\w+)+\))|\s*\[(?:SQL|parameters): |\s*\(Background on this error|\s*Traceback \(most recent|\s*\b(?:INSERT INTO|UPDATE \S+ SET|DELETE FROM|SELECT \S+ FROM|SELECT [\w., ]+ FROM)\b/

/** A sentence of advice for MLflow's own web app. */
const OTHER_UI = /(?:^|(?<=[.!?]))\s*[^.!?]*\b(?:MLflow|tracking) UI\b[^.!?]*[.!?]?/gi

/** An absolute path of two or more segments, also as a file: URI; not the path of a URL. */
const PATH = /(?<![\w:/.~-])(?:file:\/{2,3})?(?:\/[^\s/'"`,;:()<>[\]{}]+){2,}\/?|\b[A-Z]:\\[^\s'"`,;()<>]+/g
const API = /^\/(?:ajax-)?api\//

/**
 * A message of the upstream without its SQL, stack traces, file paths and advice for another web app. A path that the
 * client `sent` itself stays.
 */
export function withoutInternals(message: string, sent: string): string {
  const inside = INSIDE.exec(message)
  const kept = (inside ? message.slice(0, inside.index) : message)
    .replaceAll(OTHER_UI, '')
    .replaceAll(PATH, (path) => (API.test(path) || sent.includes(path) ? path : '…'))
    .trim()
    .replace(/[\s:(-]+$/, '')
  return kept || 'The MLflow server could not do this.'
}
