import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { foldCase } from '../../fold-case.ts'

const derive = promisify(argon2)

/** OWASP's first choice for argon2id: 19 MiB, two passes. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const

const MIN_LENGTH = 12
const MAX_LENGTH = 1000
/** Characters that a password has besides names. */
const MIN_OTHERS = 6

/**
 * Why somebody can't have this password, or undefined if they can. It must be long, and not easy to guess; no kinds of characters are
 * required (NIST SP 800-63B).
 */
export async function passwordProblem(password: string, name: string): Promise<string | undefined> {
  const length = [...password].length
  if (length < MIN_LENGTH) return `A password needs at least ${MIN_LENGTH} characters; this one has ${length}.`
  if (length > MAX_LENGTH) return `A password can have at most ${MAX_LENGTH} characters.`
  const words = wordsOf(name)
  if ([...words.reduce((left, word) => left.replaceAll(word, ''), foldCase(password))].length < MIN_OTHERS)
    return 'This password is little more than a name. Choose another.'
  const { isGuessed } = await import('./guessed-passwords.ts')
  return isGuessed(password, words)
    ? 'This password is easy to guess: it is, or is little more than, a common password or a pattern. Choose another.'
    : undefined
}

/** What everybody tries first: the account's name, its parts, and what this server is. The longest come first. */
function wordsOf(name: string): string[] {
  const folded = foldCase(name)
  return [folded, ...folded.split(/[^\p{L}\p{N}]+/u), 'modelshelf', 'mlflow', 'registry', 'model', 'shelf']
    .filter((word) => word.length > 2)
    .toSorted((a, b) => b.length - a.length)
}

/** Hashes a password for storage, in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { message: normal(password), nonce, ...COST })
  const { memory, passes, parallelism } = COST
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(tag)}`
}

/** Whether a password has this hash. Takes as long if there is none, so that names cannot be found out by timing. */
export async function isPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  const [, memory, passes, parallelism, nonce, tag] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash ?? NOBODY) ?? []
  if (!nonce || !tag) throw new Error('A stored password has an unknown form')
  const expected = Buffer.from(tag, 'base64')
  const parameters: Argon2Parameters = {
    message: normal(password),
    nonce: Buffer.from(nonce, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  }
  const same = timingSafeEqual(await derive('argon2id', parameters), expected)
  return same && hash != null
}

/** The hash of nothing that anybody can type, at the same cost. */
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(randomBytes(16))}$${unpadded(randomBytes(32))}`

/** The same letters give the same bytes on every keyboard. */
function normal(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'))
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
