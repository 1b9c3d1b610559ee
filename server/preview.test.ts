import { expect, test } from 'vitest'
import { openTestApp } from './testing/app.ts'

const shelf = openTestApp({ allowedHosts: ['shelf.example'] })

const policyOf = async (query: string, { app } = shelf) => {
  const answer = await app.request(`/modelshelf/preview${query}`)
  expect(answer.status).toBe(200)
  return new Map(
    (answer.headers.get('Content-Security-Policy') ?? '').split('; ').map((rule) => {
      const [name = '', ...values] = rule.split(' ')
      return [name, values.join(' ')]
    }),
  )
}

test.each(['', '?scripts=run'])('the preview frame %s has no origin and no network', async (query) => {
  const policy = await policyOf(query)
  expect(policy.get('sandbox')).toBe('allow-scripts')
  expect(policy.get('default-src')).toBe("'none'")
  expect(policy.get('form-action')).toBe("'none'")
  expect(policy.get('frame-ancestors')).toBe("'self'")
  for (const [name, value] of policy) if (name !== 'frame-ancestors') expect(value).not.toMatch(/'self'|https?:|\*/)
})

test('only the script that receives the document may run, unless scripts are requested', async () => {
  expect((await policyOf('')).get('script-src')).toMatch(/^'sha256-[\w+/]{43}='$/)
  expect((await policyOf('?scripts=yes')).get('script-src')).toMatch(/^'sha256-/)
  expect((await policyOf('?scripts=run')).get('script-src')).toContain("'unsafe-inline'")
})

test('the frame reflects nothing of the request', async () => {
  const answer = await shelf.app.request('/modelshelf/preview?scripts=<b>x</b>&run_id=<b>y</b>')
  expect(await answer.text()).not.toContain('<b>')
})

const cdn = 'host=https://cdn.example&host=http://tiles.example:8080'

test('loads only from the hosts that the request names', async () => {
  const running = await policyOf(`?scripts=run&${cdn}`)
  for (const name of ['script-src', 'style-src', 'img-src', 'font-src', 'media-src', 'connect-src', 'frame-src'])
    expect(hostsIn(running.get(name))).toEqual(['https://cdn.example', 'http://tiles.example:8080'])
  expect(running.get('sandbox')).toBe('allow-scripts')
  expect([...running].filter(([, value]) => /\*|https?:(?!\/\/)/.test(value))).toEqual([])
  const still = await policyOf(`?${cdn}`)
  expect(still.get('script-src')).toMatch(/^'sha256-[\w+/]{43}='$/)
  expect(still.has('connect-src')).toBe(false)
  expect(hostsIn(still.get('img-src'))).toHaveLength(2)
})

const hostsIn = (rule = '') => rule.split(' ').filter((source) => /^https?:/.test(source))

test.each([
  ['*', 400],
  ['https:', 400],
  ['https://*.example', 400],
  ['https://cdn.example/path', 400],
  ["https://a.example; script-src 'self'", 400],
  ['cdn.example', 400],
  ['data:', 400],
  ['http://localhost:5050', 403],
  ['http://127.0.0.1', 403],
  ['https://shelf.example', 403],
])('never allows %s', async (host, status) => {
  const answer = await shelf.app.request(`/modelshelf/preview?scripts=run&host=${encodeURIComponent(host)}`)
  expect(answer.status).toBe(status)
  expect(answer.headers.get('Content-Security-Policy') ?? '').not.toContain('sandbox')
})

test('an operator can list hosts that are always allowed and forbid all others', async () => {
  const strict = openTestApp({ previewHosts: ['https://mirror.example'], previewNetwork: 'forbid' })
  expect(hostsIn((await policyOf('?scripts=run', strict)).get('script-src'))).toEqual(['https://mirror.example'])
  expect(hostsIn((await policyOf('?host=https://mirror.example', strict)).get('img-src'))).toHaveLength(1)
  const refused = await strict.app.request('/modelshelf/preview?scripts=run&host=https://cdn.example')
  expect(refused.status).toBe(403)
  expect(await refused.text()).toContain('--preview-hosts')
})
