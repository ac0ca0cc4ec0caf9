// What the linter holds every file to: the type-aware rules that find real mistakes, the rooms' import directions,
// and the globals that a room must have handed in.
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { importDirectionRule } from './scripts/import-directions.ts';
import svelteConfig from './svelte.config.js';

const tests = '**/*.test.ts';

/** In Node and in every browser alike, without doing anything to the world. */
const harmless = ['URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'structuredClone'];
const abort = ['AbortController', 'AbortSignal'];
const browserNames = Object.keys(globals.browser);
const nodeNames = Object.keys(globals.node);
const builtinNames = Object.keys(globals.builtin);

/** Also as `globalThis.name`. @param {string[]} names @param {string[]} except @param {string} message */
const restrictGlobals = (names, except, message) => {
  const restricted = [...new Set(names)].filter(
    (name) => !except.includes(name) && !builtinNames.includes(name),
  );
  return ['error', { globals: restricted.map((name) => ({ name, message })), checkGlobalObject: true }];
};

export default defineConfig(
  globalIgnores(['out/', 'release/', '.cache/', 'test-results/', 'playwright-report/']),
  js.configs.recommended,
  tseslint.configs.recommended,
  svelte.configs['flat/recommended'],
  svelte.configs['flat/prettier'],
  {
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      // The same extensions for every file: another set makes the project service load everything again.
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { house: { rules: { 'import-directions': importDirectionRule } } },
    rules: {
      // TypeScript knows better which names exist.
      'no-undef': 'off',
      // A chat has to name control characters to keep them out.
      'no-control-regex': 'off',
      eqeqeq: 'error',
      'house/import-directions': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that owns the name.' },
        {
          selector: 'ExportNamedDeclaration[source]',
          message: 'No barrels: import from the file that owns the name.',
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
  },
  {
    files: ['protocol/**/*.ts'],
    ignores: [tests],
    rules: {
      'no-restricted-globals': restrictGlobals(
        [...browserNames, ...nodeNames],
        harmless,
        'protocol is pure: it knows neither Node nor the DOM.',
      ),
    },
  },
  {
    files: ['client/**/*.ts'],
    ignores: [tests],
    rules: {
      'no-restricted-globals': restrictGlobals(
        [...browserNames, ...nodeNames],
        [...harmless, ...abort],
        'client runs in Node and in browsers: have sockets, clocks and randomness handed in.',
      ),
    },
  },
  {
    files: ['storage/**/*.ts', 'host/**/*.ts', 'cli/**/*.ts'],
    ignores: [tests],
    rules: {
      'no-restricted-globals': restrictGlobals(
        browserNames.filter((name) => !nodeNames.includes(name)),
        [],
        'This room runs in Node: it has no DOM.',
      ),
    },
  },
  {
    // What JSON.parse gives a test is checked by its expectations; what a component hands to another one is any to this
    // parser, and is checked by svelte-check.
    files: [tests, 'test/**/*.ts', '**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
