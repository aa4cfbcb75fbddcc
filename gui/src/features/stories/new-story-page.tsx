export function NewStoryPage() {
  return null
}
