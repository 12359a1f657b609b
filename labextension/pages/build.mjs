/** Bundles the web pages into dist/pages: lib/pages/index.js and style/pages/index.css, as `tsc` and we wrote them, and React. */

import { fileURLToPath } from 'node:url';

import { rspack } from '@rspack/core';

const folder = fileURLToPath(new URL('..', import.meta.url));

const compiler = rspack({
  mode: 'production',
  context: folder,
  entry: { main: ['./lib/pages/index.js', './style/pages/index.css'] },
  output: {
    path: `${folder}/dist/pages`,
    clean: true,
    // Behind Jupyter the pages are below its base URL.
    publicPath: '',
    filename: '[name].[contenthash].js',
    cssFilename: '[name].[contenthash].css',
    hashFunction: 'xxhash64',
    hashDigestLength: 16
  },
  module: {
    rules: [
      { test: /\.css$/, type: 'css' },
      // TypeScript writes imports as they are in the sources, without `.js`.
      { test: /\.js$/, resolve: { fullySpecified: false } }
    ]
  },
  plugins: [
    new rspack.HtmlRspackPlugin({ template: './pages/index.html' }),
    new rspack.CopyRspackPlugin({ patterns: [{ from: './style/experiment.svg', to: 'icon.svg' }] })
  ],
  performance: { maxEntrypointSize: 400_000, maxAssetSize: 400_000, hints: 'error' }
});

compiler.run((error, stats) => {
  if (error || stats.hasErrors()) {
    console.error(error ?? stats.toString({ preset: 'errors-only', colors: false }));
    process.exitCode = 1;
  }
  compiler.close(() => undefined);
});
