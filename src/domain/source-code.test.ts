import { expect, test } from 'vitest'
import { commitLink, comparisonLink, repositoryLink } from './source-code.ts'

const sha = '0123456789abcdef0123456789abcdef01234567'
test.each([
  ['https://github.com/t/a.git', `https://github.com/t/a/commit/${sha}`],
  ['git@github.com:t/a.git', `https://github.com/t/a/commit/${sha}`],
  ['ssh://git@gitlab.example.org:2222/group/sub/a.git', `https://gitlab.example.org/group/sub/a/-/commit/${sha}`],
  ['https://u:tok@bitbucket.org/t/a/', `https://bitbucket.org/t/a/commits/${sha}`],
  ['https://o@dev.azure.com/o/p/_git/a', `https://dev.azure.com/o/p/_git/a/commit/${sha}`],
  ['git@ssh.dev.azure.com:v3/o/p/a', `https://dev.azure.com/o/p/_git/a/commit/${sha}`],
  ['https://codeberg.org/t/a', `https://codeberg.org/t/a/commit/${sha}`],
  ['https://code.example/t/a', undefined],
  ['/home/me/a', undefined],
  ['javascript:alert(1)', undefined],
])('a commit of %s is at %s', (repository, link) => {
  expect(commitLink(repository, sha)).toBe(link)
})

test('what is no commit has no link', () => {
  expect(commitLink('https://github.com/t/a', 'main')).toBeUndefined()
  expect(commitLink(undefined, sha)).toBeUndefined()
  expect(repositoryLink('https://u:tok@git.example/t/a.git')).toBe('https://git.example/t/a')
})

const later = 'fedcba9876543210fedcba9876543210fedcba98'
test.each([
  ['https://github.com/t/commits.git', `https://github.com/t/commits/compare/${sha}...${later}`],
  ['git@gitlab.com:group/sub/a.git', `https://gitlab.com/group/sub/a/-/compare/${sha}...${later}`],
  ['https://bitbucket.org/t/a', `https://bitbucket.org/t/a/branches/compare/${later}..${sha}`],
  [
    'https://o@dev.azure.com/o/p/_git/a',
    `https://dev.azure.com/o/p/_git/a/branchCompare?baseVersion=GC${sha}&targetVersion=GC${later}`,
  ],
  ['https://codeberg.org/t/a', `https://codeberg.org/t/a/compare/${sha}...${later}`],
  ['https://code.example/t/a', undefined],
  [undefined, undefined],
])('two commits of %s are compared at %s', (repository, link) => {
  expect(comparisonLink(repository, sha, later)).toBe(link)
})

test('compares nothing with what is no commit', () => {
  expect(comparisonLink('https://github.com/t/a', 'main', sha)).toBeUndefined()
  expect(comparisonLink('https://github.com/t/a', sha, 'javascript:alert(1)')).toBeUndefined()
})
