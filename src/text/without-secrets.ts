/**
 * A text whose addresses lack what lets somebody in: a name and password, or a token in the query. In Azure's schemes
 * the part before “@” is a container. `${NAME}` stands for a secret that is elsewhere.
 */
export function withoutSecrets(text: string): string {
  return text.includes(':/') ? text.replaceAll(/(?<![\w+.-])[\w+.-]+:\/\S*/g, bare) : text
}

// Each run of letters is looked at once, from its beginning: of a long line without addresses these would try too much otherwise.
const bare = (address: string): string =>
  address
    .replaceAll(
      /((?<![\w+.-])(?![\d_.+-]*(?:abfs|wasb)s?:)[\w+.-]+:\/\/)(?!\$\{\w+\}(?::\$\{\w+\})?@)[^\s/?#]*@/gi,
      '$1',
    )
    .replaceAll(
      /([?&;#]|\\u0026)(?=[\w.-]+=)([\w.-]*(?:token|secret|password|passwd|signature|credential|passphrase|api[_-]?key|access[_-]?key|subscription-?key|account[_-]?key|private[_-]?key)[\w.-]*|sig|sas|hmac|pat|pwd|jwt|auth|authorization|key)=[^&;#\s"'<>]*/gi,
      '$1$2=…',
    )
