import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** OWASP's first choice for argon2id: 19 MiB, two passes. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const

const MIN_LENGTH = 12
const MAX_LENGTH = 1000

/** The commonest passwords of 12 characters or more, in lower case, from published lists of leaked ones. */
const COMMON = new Set(
  `123456789012 1234567890123 12345678901234 123456789123 123123123123 1234567891011 111111111111 000000000000
  112233445566 121212121212 password1234 password12345 password123456 passwordpassword passw0rd1234 mypassword123
  qwertyuiop12 qwertyuiop123 qwertyuiopasdfghjkl qwertyqwerty qwerty123456 qwerty1234567 1q2w3e4r5t6y 1q2w3e4r5t6y7u
  q1w2e3r4t5y6 1qaz2wsx3edc 1qaz2wsx3edc4rfv zaq12wsxcde3 abcdefghijkl abcdefghijklm abcd1234abcd abc123abc123
  administrator administrator1 adminadminadmin admin1234567 letmeinletmein welcome12345 welcome123456 iloveyou1234
  iloveyouiloveyou changemechangeme changeme1234 sunshine1234 princess1234 football1234 baseball1234 superman1234
  monkey123456 dragon123456 trustno1trustno1 unbelievable michaeljordan correcthorsebatterystaple`.split(/\s+/),
)

/** Why somebody can't have this password, or undefined if they can. Length counts; no kinds of characters are required. */
export function passwordProblem(password: string, name: string): string | undefined {
  const length = [...password].length
  if (length < MIN_LENGTH) return `A password needs at least ${MIN_LENGTH} characters; this one has ${length}.`
  if (length > MAX_LENGTH) return `A password can have at most ${MAX_LENGTH} characters.`
  const plain = password.toLowerCase()
  if (COMMON.has(plain) || new Set(plain).size < 4) return 'This is one of the commonest passwords. Choose another.'
  return plain.includes(name.toLowerCase()) && length - [...name].length < 6
    ? 'This password is little more than the name. Choose another.'
    : undefined
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
