import { createTheme } from '@mui/material/styles'
import { printStyles } from './ui/print/print-styles.ts'

const hairline = { light: '#e3e5e8', dark: '#2c3137' }

declare module '@mui/material/styles' {
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

/** Every colour and size of the app; pages set none. */
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
    MuiCssBaseline: {
      styleOverrides: {
        ':focus-visible': { outline: '2px solid var(--mui-palette-primary-main)', outlineOffset: 1 },
        // Classes, not components: a table renders hundreds of them.
        '.one-line': { whiteSpace: 'nowrap' },
        '.icon-button': {
          display: 'inline-flex',
          alignItems: 'center',
          justifyContent: 'center',
          verticalAlign: 'middle',
          minWidth: 24,
          minHeight: 24,
          padding: 5,
          border: 0,
          borderRadius: '50%',
          background: 'none',
          color: 'var(--mui-palette-text-secondary)',
          cursor: 'pointer',
        },
        '.icon-button:hover': { background: 'var(--mui-palette-action-hover)' },
        '.icon-button:disabled': { color: 'var(--mui-palette-action-disabled)', cursor: 'default' },
        '.tabs': { position: 'relative', display: 'flex', overflowX: 'auto', scrollbarWidth: 'none' },
        '.tabs.line': { borderBottom: '1px solid var(--mui-palette-divider)' },
        '.tabs > [role=tab]': {
          display: 'flex',
          flexShrink: 0,
          alignItems: 'center',
          justifyContent: 'center',
          boxSizing: 'border-box',
          minHeight: 36,
          padding: '6px 12px',
          border: 0,
          background: 'none',
          color: 'var(--mui-palette-text-secondary)',
          font: 'var(--mui-font-button)',
          letterSpacing: '0.02857em',
          whiteSpace: 'nowrap',
          textDecoration: 'none',
          cursor: 'pointer',
        },
        '.tabs > [aria-selected=true]': {
          color: 'var(--mui-palette-primary-main)',
          boxShadow: 'inset 0 -2px var(--mui-palette-primary-main)',
        },
        '.tabs > :focus-visible': { outlineOffset: -2 }, // the row cuts what is outside of it
        // A text that opens whole when pressed.
        '.whole': {
          all: 'unset',
          boxSizing: 'border-box',
          display: 'inline-block',
          maxWidth: '100%',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
          verticalAlign: 'bottom',
          cursor: 'pointer',
        },
        '.whole:hover': { textDecoration: 'underline dotted' },
        '.whole:focus-visible': { outline: '2px solid var(--mui-palette-primary-main)', outlineOffset: -2 },
        mark: { color: 'inherit', background: 'color-mix(in srgb, var(--mui-palette-primary-main) 22%, transparent)' },
        code: { fontFamily: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace', fontSize: '0.75rem' },
        // What is pressed most is as large as a fingertip.
        '@media (pointer: coarse)': {
          ':is([data-page-actions], header, .MuiDialogActions-root) :is(button, a.MuiButton-root), .tabs > [role=tab]':
            {
              minWidth: 44,
              minHeight: 44,
            },
          '[role=search] .MuiInputBase-root': { minHeight: 44 },
        },
        '@media (prefers-reduced-motion: reduce)': {
          '*': { transition: 'none !important', animation: 'none !important' },
        },
        '@media print': printStyles,
      },
    },
  },
})
