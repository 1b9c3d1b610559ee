import { createTheme } from '@mui/material/styles'

const hairline = { light: '#e3e5e8', dark: '#2c3137' }

declare module '@mui/material/styles' {
  interface CssThemeVariables {
    enabled: true
  }
  interface Palette {
    /** Colour of each stage, always shown with its word and shape. */
    stage: Record<'None' | 'Staging' | 'Production' | 'Archived', string>
    /** Curve colours in order, distinguishable in both themes and with colour blindness. */
    chart: readonly string[]
  }
  interface PaletteOptions {
    stage: Palette['stage']
    chart: Palette['chart']
  }
}

/** Every colour and size of the app; pages set none, and styles in plain CSS use its variables. */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-theme' },
  colorSchemes: {
    light: {
      palette: {
        primary: { main: '#0b6e69', contrastText: '#ffffff' },
        error: { main: '#b3261e' },
        warning: { main: '#8a5a00' },
        success: { main: '#1a7340' },
        info: { main: '#30628f' },
        background: { default: '#ffffff', paper: '#ffffff' },
        text: { primary: '#1a1d21', secondary: '#5a626c' },
        divider: hairline.light,
        stage: { None: '#5a626c', Staging: '#8a5a00', Production: '#1a7340', Archived: '#5a626c' },
        chart: ['#0b6e69', '#c2570c', '#2f6fb5', '#a8327a', '#6b7a00', '#6a4fc0', '#b3261e', '#5a626c'],
      },
    },
    dark: {
      palette: {
        primary: { main: '#5cc8bd', contrastText: '#06201e' },
        error: { main: '#ff8a80' },
        warning: { main: '#e0b04c' },
        success: { main: '#6fcf8f' },
        info: { main: '#8ab8e6' },
        background: { default: '#14171a', paper: '#1b1f23' },
        text: { primary: '#e6e8ea', secondary: '#9ba3ac' },
        divider: hairline.dark,
        stage: { None: '#9ba3ac', Staging: '#e0b04c', Production: '#6fcf8f', Archived: '#9ba3ac' },
        chart: ['#5cc8bd', '#f2a65e', '#82b4f2', '#ec8fc5', '#c6d05a', '#bba6f7', '#ff8a80', '#9ba3ac'],
      },
    },
  },
  spacing: 4,
  shape: { borderRadius: 4 },
  typography: {
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    fontSize: 13,
    htmlFontSize: 16,
    h1: { fontSize: '1.25rem', fontWeight: 600, lineHeight: 1.4 },
    h2: { fontSize: '0.9375rem', fontWeight: 600, lineHeight: 1.5 },
    h3: { fontSize: '0.8125rem', fontWeight: 600, lineHeight: 1.5 },
    body1: { fontSize: '0.875rem', lineHeight: 1.5 },
    body2: { fontSize: '0.8125rem', lineHeight: 1.5 },
    caption: { fontSize: '0.75rem', lineHeight: 1.4 },
    button: { textTransform: 'none', fontWeight: 500, fontSize: '0.8125rem' },
  },
  components: {
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    MuiButton: { defaultProps: { disableElevation: true, size: 'small', variant: 'outlined' } },
    MuiIconButton: { defaultProps: { size: 'small' } },
    MuiTextField: { defaultProps: { size: 'small' } },
    // By a gap: margins between siblings are a rule for every element that something is inserted beside, such as all rows of a table.
    MuiStack: {
      defaultProps: { useFlexGap: true },
      styleOverrides: {
        root: ({ ownerState: { spacing } }) => (spacing ? { '& > :not(style):not(style)': { margin: 0 } } : {}),
      },
    },
    MuiPaper: { defaultProps: { elevation: 0, variant: 'outlined' } },
    MuiTableCell: {
      styleOverrides: {
        root: { padding: '6px 12px 6px 0', fontSize: '0.8125rem', fontVariantNumeric: 'tabular-nums' },
        head: ({ theme }) => ({ color: theme.vars.palette.text.secondary, fontWeight: 500, whiteSpace: 'nowrap' }),
      },
    },
    MuiLink: {
      defaultProps: { underline: 'hover' },
      // Colour alone does not mark a link within a sentence.
      styleOverrides: { root: { 'p &': { textDecoration: 'underline' } } },
    },
    // Keep a dialog's footer in view: only the content scrolls, also when a form wraps both.
    MuiDialog: {
      styleOverrides: { paper: { '& > form': { display: 'flex', flexDirection: 'column', minHeight: 0 } } },
    },
    MuiDialogActions: { styleOverrides: { root: { padding: '12px 24px 16px' } } },
  },
})
