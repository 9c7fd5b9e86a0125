// Writes random names of folders in the order of JavaScript's localeCompare, which Prisma sorts migrations by.
// node tools/folder-order/make.mjs [count] > cases/history/folder-order.txt
const letters = [...'aAbBzZäÄéßñøłđçşæœиИйЙёіїґЯсαΑάσΣςΩ']
const signs = [..." _-.,;!'()[]{}@&#%^+=~$`"]
const others = [...'日本語中文']
const count = Number(process.argv[2] ?? 800)
// The same names each time: a generator of its own in place of Math.random.
let seed = 20261127
const next = below => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}
const one = list => list[next(list.length)]
const stamp = () => `2024010${next(3)}00000${next(3)}`
const word = () =>
  Array.from({ length: 1 + next(4) }, () =>
    next(30) === 0 ? one(others) : next(3) === 0 ? one(signs) : next(3) === 0 ? String(next(10)) : one(letters)
  ).join('')
const names = new Set()
while (names.size < count) {
  const name = [() => `${stamp()}_${word()}`, () => `${next(120)}${one(signs)}${word()}`, word, () => `V${next(30)}__${word()}`][next(4)]()
  const shaped = next(6) === 0 ? name.normalize('NFD') : name
  if (!/^\.*$|^ | $|\//.test(shaped)) names.add(shaped)
}
const sorted = [...names].sort((a, b) => a.localeCompare(b, 'en') || Buffer.compare(Buffer.from(a), Buffer.from(b)))
process.stdout.write(sorted.join('\n') + '\n')
