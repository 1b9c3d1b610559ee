import { expect, test } from 'vitest'
import { notePlace, recentPlaces } from './places.ts'

test('keeps the newest pages once each, under their last titles, without missing ones', () => {
  for (let at = 0; at < 12; at += 1) notePlace({ title: `page ${at}`, path: `/${at}` })
  notePlace({ title: 'Run 1', path: '/9' })
  notePlace({ title: 'forest', path: '/9' })
  notePlace({ title: 'Not found', path: '/8' })
  expect(recentPlaces().map(({ title }) => title)).toEqual([
    'forest',
    'page 11',
    'page 10',
    'page 7',
    'page 6',
    'page 5',
    'page 4',
  ])
})
