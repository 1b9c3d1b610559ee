import { expect, test } from 'vitest'
import { commitLink, repositoryLink, withoutSecrets } from './source-code.ts'

test.each([
  ['https://user:tok@github.com/t/a.git', 'https://github.com/t/a.git'],
  ['https://oauth2:glpat-x@gitlab.example/t/a', 'https://gitlab.example/t/a'],
  ['https://ghp_x@github.com/t/a', 'https://github.com/t/a'],
  ['git@github.com:t/a.git', 'git@github.com:t/a.git'],
  [
    's3://bucket/a?X-Amz-Signature=abc&X-Amz-Security-Token=t&x=1',
    's3://bucket/a?X-Amz-Signature=…&X-Amz-Security-Token=…&x=1',
  ],
  ['https://a.blob.example/c?sv=1&sig=abc%2B', 'https://a.blob.example/c?sv=1&sig=…'],
  ['clone https://u:p@a.example/x now', 'clone https://a.example/x now'],
  ['https://u:p@ss@a.example/x', 'https://a.example/x'],
  ['https://a.example/x?key=AIzaX&alt=media#access_token=t', 'https://a.example/x?key=…&alt=media#access_token=…'],
  ['https://a.example/x?monkey=1&mail=me@b.example', 'https://a.example/x?monkey=1&mail=me@b.example'],
  ['train.py --lr 3@4', 'train.py --lr 3@4'],
])('%s is shown as %s', (address, shown) => {
  expect(withoutSecrets(address)).toBe(shown)
})

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
