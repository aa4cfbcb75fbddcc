import { chromium } from '@playwright/test'
const [out, mode, ...names] = process.argv.slice(2)
const dir = 'file:///work/wt/p1gui/gui/e2e/screenshots/screens/'
const [a, b] = mode === 'x' ? ['1280-dark', '390-light'] : ['1280-light', '390-dark']
const html = names.map(n => `<div style="display:flex;gap:8px;align-items:flex-start;border-bottom:4px solid magenta;max-height:1300px;overflow:hidden"><img src="${dir}${n}-${a}.png" width=1100><img src="${dir}${n}-${b}.png" width=390></div>`).join('')
const br = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless','--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync','--allow-file-access-from-files'] })
const p = await br.newPage({ viewport: { width: 1500, height: 800 } })
import { writeFileSync } from 'node:fs'
writeFileSync('/tmp/h/sheet.html', `<body style="margin:0;background:#888">${html}</body>`)
await p.goto('file:///tmp/h/sheet.html'); await p.waitForLoadState('networkidle')
await p.screenshot({ path: `/tmp/h/${out}.png`, fullPage: true })
await br.close()
