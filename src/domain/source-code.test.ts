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
  ['ssh://git@ssh.github.com:443/t/a.git', `https://github.com/t/a/commit/${sha}`],
  ['ssh://github.com/t/a', `https://github.com/t/a/commit/${sha}`],
  ['github.com:t/a.git', `https://github.com/t/a/commit/${sha}`],
  ['git://github.com/t/a.git', `https://github.com/t/a/commit/${sha}`],
  ['git+https://ghp_x@github.com/t/a.git#sub', `https://github.com/t/a/commit/${sha}`],
  ['git+ssh://git@github.com/t/a.git', `https://github.com/t/a/commit/${sha}`],
  ['git@github.corp.example:t/a.git', `https://github.corp.example/t/a/commit/${sha}`],
  ['https://gitlab-ci-token:x@gitlab.com/g/s/t/a.git', `https://gitlab.com/g/s/t/a/-/commit/${sha}`],
  [
    'https://u@bitbucket.corp.example/scm/prj/a.git',
    `https://bitbucket.corp.example/projects/prj/repos/a/commits/${sha}`,
  ],
  ['ssh://git@bitbucket.corp.example:7999/~me/a.git', `https://bitbucket.corp.example/users/me/repos/a/commits/${sha}`],
  ['o@vs-ssh.visualstudio.com:v3/o/p/a', `https://dev.azure.com/o/p/_git/a/commit/${sha}`],
  ['git@ssh.dev.azure.com:v3/o/My%20Project/a', `https://dev.azure.com/o/My%20Project/_git/a/commit/${sha}`],
  ['https://o.visualstudio.com/p/_git/a', `https://o.visualstudio.com/p/_git/a/commit/${sha}`],
  ['git@codeberg.org:t/a.git', `https://codeberg.org/t/a/commit/${sha}`],
  ['https://huggingface.co/t/a', `https://huggingface.co/t/a/commit/${sha}`],
  ['https://git.sr.ht/~me/a', `https://git.sr.ht/~me/a/commit/${sha}`],
  ['https://code.example/t/a', undefined],
  ['C:/repos/a', undefined],
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
    'https://bitbucket.corp.example/scm/p/a.git',
    `https://bitbucket.corp.example/projects/p/repos/a/compare/diff?sourceBranch=${later}&targetBranch=${sha}`,
  ],
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
