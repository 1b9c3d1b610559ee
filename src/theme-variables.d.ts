/** What `theme.ts` says, as variables of CSS; written by vite.config.ts. */
declare module 'virtual:theme-variables' {
  const css: string
  export default css
}
