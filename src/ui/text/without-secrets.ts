/**
 * An address without what lets somebody in: a name and password, or a token in its query. In Azure's schemes the part
 * before “@” is a container.
 */
export function withoutSecrets(address: string): string {
  return address
    .replaceAll(/(\b(?!(?:abfs|wasb)s?:)[a-z][\w+.-]*:\/\/)[^\s/?#]*@/gi, '$1')
    .replaceAll(
      /([?&;#])([\w.-]*(?:token|secret|password|passwd|signature|credential|api_?key|access_?key)[\w.-]*|sig|pat|pwd|jwt|auth|key)=[^&;#\s]*/gi,
      '$1$2=…',
    )
}
