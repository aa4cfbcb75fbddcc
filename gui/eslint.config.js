import js from '@eslint/js'
import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import tseslint from 'typescript-eslint'

// A colour written as a palette step would not follow the theme; only tokens.css may name one.
const rawPalette =
  '(^|\\s|:)(bg|text|border|ring|fill|stroke|outline|decoration|from|to|via)-(slate|gray|zinc|neutral|stone|red|orange|amber|yellow|lime|green|emerald|teal|cyan|sky|blue|indigo|violet|purple|fuchsia|pink|rose)-\\d'
const paletteMessage = 'Use a colour token of components/ui/tokens.css, not a palette step.'

export default tseslint.config(
  {
    ignores: [
      'dist',
      'node_modules',
      'src/api/schema.d.ts',
      'e2e/report',
      'e2e/screenshots',
      'test-results',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks, 'jsx-a11y': jsxA11y },
    languageOptions: { globals: globals.browser },
    rules: {
      ...jsxA11y.flatConfigs.recommended.rules,
      ...reactHooks.configs.recommended.rules,
      // A stretch that scrolls must be reachable by keyboard.
      'jsx-a11y/no-noninteractive-tabindex': ['error', { tags: [], roles: ['tabpanel', 'region'] }],
      'no-alert': 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: `Literal[value=/${rawPalette}/]`, message: paletteMessage },
        { selector: `TemplateElement[value.raw=/${rawPalette}/]`, message: paletteMessage },
      ],
    },
  },
  {
    files: ['src/features/*/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@/features/*', '@/app/*'],
              message: 'A feature imports api, components and lib only.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'src/test/**'],
    languageOptions: { globals: { ...globals.browser, ...globals.vitest } },
  },
  {
    files: ['e2e/**', 'scripts/**', '*.config.{js,ts}'],
    languageOptions: { globals: globals.node },
    // Playwright reads a fixture's needs from an object pattern, which may be empty.
    rules: { 'no-empty-pattern': 'off' },
  },
  { files: ['public/**'], languageOptions: { globals: globals.browser, sourceType: 'script' } },
)
