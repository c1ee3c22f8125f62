// Loaded into a Node process that must not outlive the one that started it, however that one ends: the other end
// of its standard input closes then.
process.stdin.on('close', () => process.exit()).resume()
