import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const script = `
  import { readdirSync } from 'node:fs'
  import { Readable } from 'node:stream'
  import { openArtifacts } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'artifacts.ts')).href)}
  const [data] = process.argv.slice(1)
  const store = openArtifacts(data + '/artifacts', data + '/tmp')
  const put = (bytes) => store.put('f', Readable.from([Buffer.alloc(bytes)])).catch((error) => error.code)
  const answers = [await put(1000), await put(1_000_000), (await Array.fromAsync(store.list(''))).flat(), readdirSync(data + '/tmp')]
  console.log(JSON.stringify(answers))
`

// A file size limit acts like a full disk, but needs a process of its own.
test.skipIf(process.platform === 'win32')(
  'K13 an upload for which there is no room leaves the old file and no part',
  () => {
    const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
    const limited = 'ulimit -f 100; exec "$0" --input-type=module -e "$1" "$2"'
    const answers = execFileSync('sh', ['-c', limited, process.execPath, script, data], { encoding: 'utf8' })
    rmSync(data, { recursive: true })
    expect(JSON.parse(answers)).toEqual([null, 'EFBIG', [{ path: 'f', is_dir: false, file_size: 1000 }], []])
  },
)
