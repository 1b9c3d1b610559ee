import type { Readable } from 'node:stream'

/** One file or folder as listed; `path` is its name in the listed folder. */
export type StoredFile = { path: string; is_dir: boolean; file_size?: number }

/** The folder of artifacts, addressed by the proxy's paths: `<exp>/<run>/artifacts/…`, `<exp>/models/<id>/artifacts/…`. */
export type ArtifactStore = {
  /** Sorted by code point; empty for a missing folder or a file. */
  list(path: string): Promise<StoredFile[]>
  /** Stores a body whole or not at all: written to tmp/, fsynced, renamed. */
  put(path: string, body: Readable): Promise<void>
  /** Removes a file or a folder with all in it; missing is no error; the root is refused. */
  remove(path: string): Promise<void>
}
