def log = new File(basedir, 'build.log').text
assert log.contains('in 2 statements of 2 scripts')
