import { beforeAll, expect, test } from 'vitest'
import { openArtifactApp } from './testing/artifacts.ts'

let shelf: Awaited<ReturnType<typeof openArtifactApp>>
beforeAll(async () => {
  shelf = await openArtifactApp()
})

const policyOf = async (query: string) => {
  const answer = await shelf.app.request(`/modelshelf/preview${query}`)
  expect(answer.status).toBe(200)
  return new Map(
    (answer.headers.get('Content-Security-Policy') ?? '').split('; ').map((rule) => {
      const [name = '', ...values] = rule.split(' ')
      return [name, values.join(' ')]
    }),
  )
}

test.each(['', '?scripts=run'])('the preview’s frame %s is nobody: no origin, no network', async (query) => {
  const policy = await policyOf(query)
  expect(policy.get('sandbox')).toBe('allow-scripts')
  expect(policy.get('default-src')).toBe("'none'")
  expect(policy.get('form-action')).toBe("'none'")
  expect(policy.get('frame-ancestors')).toBe("'self'")
  for (const [name, value] of policy) if (name !== 'frame-ancestors') expect(value).not.toMatch(/'self'|https?:|\*/)
})

test('only the page that takes the document may run, unless scripts are asked for', async () => {
  expect((await policyOf('')).get('script-src')).toMatch(/^'sha256-[\w+/]{43}='$/)
  expect((await policyOf('?scripts=yes')).get('script-src')).toMatch(/^'sha256-/)
  expect((await policyOf('?scripts=run')).get('script-src')).toContain("'unsafe-inline'")
})

test('nothing of the request is in the frame', async () => {
  const answer = await shelf.app.request('/modelshelf/preview?scripts=<b>x</b>&run_id=<b>y</b>')
  expect(await answer.text()).not.toContain('<b>')
})
