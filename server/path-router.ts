import type { Result, Router } from 'hono/router'
import { TrieRouter } from 'hono/router/trie-router'

/**
 * Finds the handlers of a path. Most requests have a path without parameters, for which the answer is always the same, so it is looked up
 * once. (Hono's own fast router refuses `logged-models/search` beside `logged-models/:model_id/params`.)
 */
export class PathRouter<T> implements Router<T> {
  name = 'PathRouter'
  #all = new TrieRouter<T>()
  #literal = new Set<string>()
  /** What was found for these, by path and method: joining both for a key would cost as much as the look-up. */
  #found = new Map<string, Map<string, Result<T>>>()

  add(method: string, path: string, handler: T): void {
    if (!/[:*]/.test(path)) this.#literal.add(path)
    this.#all.add(method, path, handler)
    this.#found.clear()
  }

  match(method: string, path: string): Result<T> {
    let known = this.#found.get(path)
    if (!known) {
      if (!this.#literal.has(path)) return this.#all.match(method, path)
      this.#found.set(path, (known = new Map()))
    }
    let found = known.get(method)
    if (!found) known.set(method, (found = this.#all.match(method, path)))
    return found
  }
}
