import { ApiError, invalid } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { foldCase } from '../../fold-case.ts'

const MAX_NAME = 200

/** The issuer of the accounts that a proxy names (`--auth proxy`). Other issuers are the addresses of identity providers. */
export const PROXY = 'proxy'

/** Who acts in the audit log without an account. */
const TAKEN = ['shell', 'unknown', PROXY, 'admin-password-file']

/** What an account is found by: neither case counts, nor whether an accent is typed as a letter of its own. */
export const nameKey = (name: string): string => foldCase(name.normalize('NFC'))

/** Throws INVALID_PARAMETER_VALUE for a name that no account can have. */
export function checkName(name: string): void {
  if (name === '' || name !== name.trim() || name.length > MAX_NAME || /[\p{Cc}:]/u.test(name) || !name.isWellFormed())
    throw invalid(
      `An account's name has 1 to ${MAX_NAME} characters, no colon, no control characters, and no space at its ends.`,
    )
  // Joiners are letters' own business in Persian and Hindi.
  if (/(?![\u200c\u200d])[\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/u.test(name))
    throw invalid("An account's name has no invisible characters.")
}

/** Throws RESOURCE_ALREADY_EXISTS if an account has or had this name, in any case, or one that looks like it. */
export function checkFree(db: Db, name: string): void {
  const other = nameLike(db, name)
  if (other === undefined) return
  const said =
    nameKey(other) === nameKey(name) ? `The name '${name}'` : `The name '${name}' looks like '${other}', which`
  throw new ApiError('RESOURCE_ALREADY_EXISTS', `${said} is or was taken. Names are not used again.`)
}

/** The name of an account, also a deleted one, or of the server itself, that people could take for this name. */
export function nameLike(db: Db, name: string): string | undefined {
  const [key, looks] = [nameKey(name), looksOf(name)]
  const known = [...TAKEN, ...db.all<{ name: string }>('SELECT name FROM accounts').map((account) => account.name)]
  return known.find((other) => nameKey(other) === key || looksOf(other) === looks)
}

/** Letters of other alphabets that look like a Latin one (Unicode's UTS 39): capital letters and small ones look different. */
const LATIN: ReadonlyMap<string, string> = new Map(
  [
    ['АВЕІЈКМНОРСТУХЅԚԜҺ', 'ABEIJKMHOPCTYXSQWH'], // Cyrillic
    ['аеіјкорсухѕԛԝһӏԁѵ', 'aeijkopcyxsqwhldv'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'], // Greek
    ['αικνορυχγϲϳ', 'aikvopuxycj'],
    ['օսհոց', 'ouhng'], // Armenian
    ['ıɑɡɩʋ', 'iagiv'],
  ].flatMap(([from, to]) => [...from!].map((letter, at): [string, string] => [letter, [...to!][at]!])),
)

/** Names that look alike have the same. */
function looksOf(name: string): string {
  const plain = name.normalize('NFKC').normalize('NFD')
  const letters = plain.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '').replaceAll(/\s+/gu, ' ')
  return foldCase([...letters].map((letter) => LATIN.get(letter) ?? letter).join(''))
}
