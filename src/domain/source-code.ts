/** Where a repository is looked at in the browser: `git@github.com:team/app.git` → `https://github.com/team/app`. */
export function repositoryLink(repository: string): string | undefined {
  const ssh = /^(?:ssh:\/\/)?(?:[\w.-]+@)([\w.-]+\.[a-z]+)(?::\d+(?=\/))?[:/](.+)$/i.exec(repository)
  const url = URL.parse(ssh ? `https://${ssh[1]}/${ssh[2]}` : repository)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  if (url.hostname === 'ssh.dev.azure.com') {
    const [, organisation, project, name] = /^\/v3\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(url.pathname) ?? []
    return name ? `https://dev.azure.com/${organisation}/${project}/_git/${name}` : undefined
  }
  return url.origin + url.pathname.replace(/(\.git)?\/*$/, '')
}

/** Where a commit is looked at, on the hosts whose addresses are known: GitHub, GitLab, Bitbucket, Azure DevOps and Gitea. */
export function commitLink(repository: string | undefined, commit: string | undefined): string | undefined {
  const link = repository && commit && /^[0-9a-f]{7,64}$/i.test(commit) ? repositoryLink(repository) : undefined
  const host = link && new URL(link).hostname
  if (!host) return undefined
  if (/(^|\.)bitbucket\./.test(host)) return `${link}/commits/${commit}`
  if (/(^|\.)gitlab\./.test(host)) return `${link}/-/commit/${commit}`
  return /(^|\.)(github|gitea|forgejo|codeberg)\.|(^|\.)(dev\.azure|visualstudio)\.com$/.test(host)
    ? `${link}/commit/${commit}`
    : undefined
}

/** Where two commits are compared, on the same hosts. */
export function comparisonLink(repository: string | undefined, before: string, after: string): string | undefined {
  const link = commitLink(repository, before) && commitLink(repository, after)
  const [, home, page] = /^(.*?)\/(-\/commit|commits|commit)\/[^/]*$/.exec(link ?? '') ?? []
  if (!home) return undefined
  if (page === '-/commit') return `${home}/-/compare/${before}...${after}`
  if (page === 'commits') return `${home}/branches/compare/${after}..${before}`
  if (/(^|\.)(dev\.azure|visualstudio)\.com$/.test(new URL(home).hostname))
    return `${home}/branchCompare?baseVersion=GC${before}&targetVersion=GC${after}`
  return `${home}/compare/${before}...${after}`
}
