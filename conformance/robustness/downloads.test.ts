import { expect, test } from 'vitest'
import { bytes, downloads, madeRun, proxy, put, putEverywhere, run } from './artifact-shelf.ts'
import { call, send } from './shelf.ts'

// docs/robustness.md A14, A17, D01–D06: the headers and bytes of downloads, by every route that serves bytes.

/** The file name in a Content-Disposition, by RFC 6266. */
function nameIn(header: string): string | undefined {
  const star = /filename\*=UTF-8''([^;]+)/.exec(header.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""'))?.[1]
  if (star !== undefined) return decodeURIComponent(star)
  const quoted = /filename="((?:[^"\\]|\\.)*)"/.exec(header)?.[1]
  return quoted === undefined ? /filename=([^;"]+)/.exec(header)?.[1] : quoted.replaceAll(/\\(.)/g, '$1')
}

test.each([
  'a b',
  'a+b',
  '100%',
  'a%20b',
  'a%2fb',
  'q?x&y=z',
  `"double" 'single'`,
  'a;b,c',
  "filename*=UTF-8''x",
  'ünïcode',
  '日本',
  '👩‍🚀',
  'مرحبا',
  'gpj\u202eexe',
  '..a',
  'a..',
  'e\u0301',
  'a=b',
  '~',
  '[x]{y}',
  'CON ',
  '.hidden',
  '*',
  'x'.repeat(200),
  'é'.repeat(100),
])('A14 D04 the name %j is stored, listed, read back and named exactly', async (name) => {
  const { run_id } = await madeRun()
  const path = `${proxy}/0/${run_id}/artifacts/${encodeURIComponent(name)}`
  expect((await send('PUT', path, { body: name, headers: bytes })).status).toBe(200)
  const { files } = await call('listArtifacts', { run_id })
  expect(files?.map((file) => file.path)).toEqual([name])
  await putEverywhere(name, name)
  for (const url of downloads(name)) {
    const { text, headers } = await send('GET', url)
    expect(text).toBe(name)
    const header = String(headers['content-disposition'])
    expect(header).toMatch(/^attachment; [\x20-\x7e]+$/)
    expect(nameIn(header)).toBe(name)
  }
})

test('A17 sends the bytes of a range, and the whole file once for a broken range or several', async () => {
  await putEverywhere('range', '0123456789')
  await putEverywhere('empty', '')
  for (const url of downloads('range')) {
    const range = (value: string) => send('GET', url, { headers: { Range: value }, as: `Range: ${value.slice(0, 40)}` })
    expect(await range('bytes=2-4')).toMatchObject({ status: 206, text: '234' })
    expect(await range('bytes=-3')).toMatchObject({ status: 206, text: '789' })
    expect(await range('bytes=7-')).toMatchObject({ status: 206, text: '789' })
    expect((await range('bytes=0-99')).text).toBe('0123456789')
    for (const outside of ['bytes=20-30', 'bytes=10-', 'bytes=-0']) expect((await range(outside)).status).toBe(416)
    expect((await range('bytes=99999999999999999999-')).status).toBe(416)
    const many = `bytes=${Array.from({ length: 500 }, () => '0-9').join(',')}`
    for (const ignored of ['bytes=x-y', 'bytes=5-2', 'chunks=1-2', 'bytes=', 'bytes=0-0,2-2', many])
      expect(await range(ignored)).toMatchObject({ status: 200, text: '0123456789' })
  }
  for (const url of downloads('empty'))
    for (const Range of ['bytes=0-', 'bytes=-1', 'bytes=0-0'])
      expect((await send('GET', url, { headers: { Range } })).status, Range).toBe(416)
})

test.each(['page.html', 'PAGE.HTM', 'image.svg', 'page.xhtml', 'data.xml', 'code.js', 'paper.pdf', 'none'])(
  'D01 D02 D03 sends %s as a download that is never displayed',
  async (name) => {
    await putEverywhere(name, '<script>alert(1)</script>')
    for (const url of downloads(name)) {
      const { status, headers } = await send('GET', url)
      expect(status).toBe(200)
      expect(headers['content-disposition']).toMatch(/^attachment/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['content-type']).toMatch(/\w+\/\w+/)
      expect(headers['content-security-policy']).toMatch(/sandbox(?!.*allow-(scripts|same-origin))/)
    }
  },
)

test('D05 never reflects a script in an id, a name or a path as HTML', async () => {
  const script = encodeURIComponent('<script>alert(1)</script>')
  await put('<script>', 'x')
  for (const url of [
    `/get-artifact?run_id=${script}&path=x`,
    `/get-artifact?run_id=${run}&path=${script}`,
    `/model-versions/get-artifact?name=${script}&version=${script}&path=${script}`,
    `${proxy}/${script}`,
    `${proxy}?path=${script}`,
    `/${script}`,
    `/models/${script}`,
    `/api/2.0/mlflow/${script}`,
    `/api/2.0/mlflow/registered-models/get?name=${script}`,
    `/api/2.0/mlflow/registered-models/search?filter=${script}`,
    `/api/2.0/mlflow/artifacts/list?run_id=${run}&path=${script}`,
  ]) {
    const { headers, text } = await send('GET', url)
    const isPage = url === `/models/${script}`
    expect(headers['content-type'], url).toMatch(isPage ? /^text\/html/ : /^application\/json/)
    if (isPage) expect(text).not.toContain('alert(1)')
  }
})
