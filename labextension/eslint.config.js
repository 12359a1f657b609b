import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['lib', 'dist', 'test-results'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    files: ['src/**', 'tests/**', 'ui-tests/**'],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      eqeqeq: 'error',
      // Numbers in texts are what templates are for.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => model.refresh()` is clear enough for a handler.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }]
    }
  },
  { files: ['*.js'], extends: [tseslint.configs.disableTypeChecked] }
);
