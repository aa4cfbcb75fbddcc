import { createHmac } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, register, signOut, test, type Person } from './support'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function base32(text: string): Buffer {
  const bits = [...text].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)))
}

/** The code an authenticator app shows so many steps of 30 seconds from now (RFC 6238). */
function code(secret: string, steps = 0): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const hash = createHmac('sha1', base32(secret)).update(counter).digest()
  const number = hash.readUInt32BE(hash[19]! & 0xf) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

async function signIn(page: Page, person: Person) {
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** A device with a lock, as Chromium emulates one. */
async function device(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      // Only what a test asks for: else the sign-in page's quiet offer is taken at once.
      automaticPresenceSimulation: false,
    },
  })
  return (present: boolean) =>
    devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: present })
}

test('an authenticator app guards the account @tenancy-66 @phone', async ({
  page,
  person,
  step,
  expectedErrors,
}) => {
  await register(page, person)
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Set up an app' }).click()
  await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible()
  await step('scan')
  const secret = (await page.locator('code').innerText()).replace(/\s/g, '')
  await page.getByRole('textbox', { name: 'Code' }).fill(code(secret))
  await page.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByText('nobody can show them again')).toBeVisible()
  const paper = await page.getByRole('dialog').getByRole('listitem').first().innerText()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText('10 recovery codes left')).toBeVisible()
  await step('guarded')

  await signOut(page, person)
  expectedErrors.push('401')
  await signIn(page, person)
  await expect(page.getByRole('heading', { name: 'One more step' })).toBeVisible()
  await step('second-step')
  await page.getByRole('textbox', { name: 'Code' }).fill('000000')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByRole('textbox', { name: 'Code' }).fill(code(secret, 1))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()

  await signOut(page, person)
  await signIn(page, person)
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(paper)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
  await page.goto('/settings/security')
  await expect(page.getByText('9 recovery codes left')).toBeVisible()
})

test('a passkey signs in without a password @tenancy-68 @phone', async ({ page, person, step }) => {
  const present = await device(page)
  await register(page, person)
  await page.goto('/settings/security')
  await present(true)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('last used never')).toBeVisible()
  await step('passkeys')
  await page.getByRole('button', { name: 'Rename Passkey' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Work laptop')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Work laptop').first()).toBeVisible()

  await present(false)
  await signOut(page, person)
  await step('sign-in')
  await present(true)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
})

test('something dangerous asks for a proof, and then happens @tenancy-70', async ({
  page,
  person,
  step,
  expectedErrors,
}) => {
  await register(page, person)
  await page.goto('/settings/security')
  // The server's refusal after ten minutes, without the ten minutes.
  let asked = 0
  await page.route('**/api/v1/auth/second-factors/totp', (route) => {
    asked += 1
    return asked > 1
      ? route.continue()
      : route.fulfill({
          status: 403,
          contentType: 'application/problem+json',
          json: {
            status: 403,
            code: 'auth.reauthentication_required',
            detail: 'Show once more that it is you.',
            methods: ['password'],
          },
        })
  })
  expectedErrors.push('403', '401')
  await page.getByRole('button', { name: 'Set up an app' }).click()
  await expect(page.getByRole('heading', { name: 'Is it you?' })).toBeVisible()
  await step('proof')
  await page.getByLabel('Password').fill('not the password at all')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('The password is not right.')).toBeVisible()
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible()
})
