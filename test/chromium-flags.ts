// What a Chromium is told beyond what Playwright tells it: a whole browser, as Debian's package is one, runs much besides
// pages, and half of a page's cost would be that.

/** Of Playwright, whose own list the one below takes the place of: of two such switches the last one counts. */
const offInPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
];

const offHere = [
  // Pages of the browser's own for its address bar, which nobody sees: two for each window.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  // A process kept ready for a page that may come.
  'SpareRendererForSitePerProcess',
];

export const chromiumFlags: readonly string[] = [
  `--disable-features=${[...offInPlaywright, ...offHere].join(',')}`,
  // There is none: drawing it in software costs less than software that plays one.
  '--disable-gpu',
];
