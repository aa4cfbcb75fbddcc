import config from '../playwright.config'
import { SpeechModel } from './speech-model'
import { expect, openNewStory, register, test } from './support'

const { launchOptions } = config.use ?? {}

// A microphone that beeps, and a browser that says yes for the person.
test.use({
  launchOptions: {
    ...launchOptions,
    args: [
      ...(launchOptions?.args ?? []),
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  },
  permissions: ['microphone'],
})

const model = new SpeechModel()
test.beforeAll(() => model.start(Number(process.env.SPEECH_PORT)))
test.afterAll(() => model.stop())

test('a story is spoken by keyboard, refused once, and stands in the field to be read @phone', async ({
  page,
  person,
  step,
  expectedErrors,
}) => {
  expectedErrors.push('/workflow-runs/quote') // one sentence is too short for a price
  await register(page, person)
  await openNewStory(page)
  await page.getByLabel('Your story').fill('It was a Tuesday.')
  await page.getByRole('button', { name: 'Record' }).focus()
  await page.keyboard.press('Enter')

  await expect(page.getByRole('button', { name: 'Stop' })).toBeFocused()
  await expect(page.getByText(/^0:0[1-9] of 60:00$/)).toBeVisible()
  await expect
    // The beeps are short: looking at even seconds would fall between them.
    .poll(async () => Number(await page.getByRole('meter').getAttribute('aria-valuenow')), {
      intervals: [70],
    })
    .toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Pause' }).press('Enter')
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await step('paused')
  await page.getByRole('button', { name: 'Go on' }).press('Enter')
  await page.getByRole('button', { name: 'Stop' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Turn into text' })).toBeFocused()
  await step('recorded')

  model.refuses(401)
  await page.keyboard.press('Enter')
  const panel = page.getByRole('region', { name: 'Speak instead of type' })
  await expect(panel.getByRole('alert')).toContainText('does not accept the key')
  await step('refused')

  model.hears('We deleted three meetings.')
  await panel.getByRole('button', { name: 'Try again' }).press('Enter')
  await expect(page.getByText('Read it through', { exact: false })).toBeVisible()
  await expect(page.getByLabel('Your story')).toHaveValue(
    'It was a Tuesday.\n\nWe deleted three meetings.',
  )
  await step('spoken')
  expect(model.heard.at(-1)?.filename).toBe('audio.webm')
  expect(model.heard.at(-1)?.authorization).toBe('Bearer journeys')
  expect(model.heard.at(-1)?.bytes).toBeGreaterThan(1000)

  await page.getByRole('button', { name: 'Take it out again' }).click()
  await expect(page.getByLabel('Your story')).toHaveValue('It was a Tuesday.')
})

test('a file that is no audio is refused in words, a sound file becomes text', async ({
  page,
  person,
  expectedErrors,
}) => {
  expectedErrors.push('422')
  await register(page, person)
  await openNewStory(page)
  const input = page.getByLabel('Choose an audio file').and(page.locator('input'))
  await input.setInputFiles({
    name: 'song.mp3',
    mimeType: 'audio/mpeg',
    buffer: Buffer.from('This is a letter.'),
  })
  await expect(page.getByRole('alert')).toContainText('song.mp3 is not the audio its name says')
  await page.getByRole('button', { name: 'Discard' }).click()

  model.hears('Ana counted the hours.')
  await page.getByRole('group', { name: 'Speak instead of type' }).dispatchEvent('drop', {
    dataTransfer: await page.evaluateHandle((bytes) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([new Uint8Array(bytes)], 'walk.wav', { type: 'audio/wav' }))
      return transfer
    }, silence()),
  })
  await expect(page.getByLabel('Your story')).toHaveValue('Ana counted the hours.')
})

/** A second of 8-bit silence. */
function silence(): number[] {
  const bytes = Buffer.alloc(44 + 8000, 0x80)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + 8000, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(8000, 24)
  bytes.writeUInt32LE(8000, 28)
  bytes.writeUInt16LE(1, 32)
  bytes.writeUInt16LE(8, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(8000, 40)
  return [...bytes]
}
