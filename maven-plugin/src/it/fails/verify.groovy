def log = new File(basedir, 'build.log').text
assert log.contains("hazards were found")

def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/lint.json'))
assert report*.check_name.toSet() == ['missing-lock-timeout', 'rename-column'].toSet()
assert report*.location*.path.toSet() == ['src/main/resources/db/migration/V2__rename_user_name.sql'].toSet()
