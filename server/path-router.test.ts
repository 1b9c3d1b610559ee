import { expect, test } from 'vitest'
import { PathRouter } from './path-router.ts'

test('finds the same handlers each time, in the order in which they were added', () => {
  const router = new PathRouter<string>()
  router.add('ALL', '*', 'all')
  router.add('POST', '/models/search', 'search')
  router.add('POST', '/models/:id/tags', 'tag')
  router.add('GET', '/models/:id', 'get')
  const found = (method: string, path: string) =>
    router.match(method, path)[0].map(([handler, params]) => [handler, { ...params }])
  for (let time = 0; time < 2; time++) {
    expect(found('POST', '/models/search')).toEqual([
      ['all', {}],
      ['search', {}],
    ])
    expect(found('GET', '/models/search')).toEqual([
      ['all', {}],
      ['get', { id: 'search' }],
    ])
    expect(found('POST', '/models/7/tags')).toEqual([
      ['all', {}],
      ['tag', { id: '7' }],
    ])
    expect(found('DELETE', '/elsewhere')).toEqual([['all', {}]])
  }
  router.add('POST', '/models/search', 'later')
  expect(found('POST', '/models/search').map(([handler]) => handler)).toEqual(['all', 'search', 'later'])
})
