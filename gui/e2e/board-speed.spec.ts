import { expect, test } from './support'

const cards = 500
const moves = 20

/**
 * Tells how long people wait on a board of 500 posts, and judges nothing: times say as much about the machine as about
 * the product. Asked for by MEASURE=1 only.
 */
test('a board of 500 posts is drawn and its cards are moved', async ({ page, person }) => {
  const made = await page.request.post('/api/v1/auth/register', {
    data: {
      email: person.email,
      password: person.password,
      full_name: person.name,
      workspace_name: person.workspace,
    },
  })
  const { access_token, workspaces } = (await made.json()) as {
    access_token: string
    workspaces: { workspace_id: string }[]
  }
  const posts = `/api/v1/w/${workspaces[0]!.workspace_id}/posts`
  const headers = { Authorization: `Bearer ${access_token}` }
  for (let i = 0; i < cards; i += 20) {
    await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const content = n % 3 === 0 ? `Words of card ${i + n}.` : undefined
        const answer = await page.request.post(posts, {
          headers,
          data: { topic: `Card ${i + n}`, content },
        })
        expect(answer.status()).toBe(201)
      }),
    )
  }
  await page.goto('/auth/login')
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()

  await page.goto(page.url().replace(/\/runs.*/, '/board'))
  const handles = page.getByRole('button', { name: /^Move Card/ })
  await expect(handles.first()).toBeVisible()
  const drawn = await page.evaluate(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0]
    return { paint: paint?.startTime ?? 0, board: performance.now() }
  })

  const waits: number[] = []
  for (let i = 0; i < moves; i += 1) {
    const answered = page.waitForResponse((response) => response.url().endsWith('/board/move'))
    await handles.first().focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    const response = await answered
    expect(response.status()).toBe(200)
    await response.finished()
    waits.push(response.request().timing().responseEnd)
  }
  waits.sort((a, b) => a - b)
  const at = (share: number) => waits[Math.ceil(waits.length * share) - 1]!.toFixed(0)
  console.log(
    `board of ${cards}: first paint ${drawn.paint.toFixed(0)} ms, cards there after ${drawn.board.toFixed(0)} ms; ` +
      `a move confirmed in p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (${moves} moves)`,
  )
})
