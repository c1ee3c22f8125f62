// Preloaded into a Node process so that it ends together with the process that started it. Whichever way that
// process ends, its end of the pipe to this standard input closes.
process.stdin.on('close', () => process.exit()).resume()
