<?php
// What stands before a PHP app under PHP's own server: the script that a path names, or the front controller,
// index.php. Other files are the edge's to serve, so none is given away here.

$freehold_script = (static function (): ?string {
    $root = realpath($_SERVER['DOCUMENT_ROOT']);
    $path = rawurldecode(explode('?', $_SERVER['REQUEST_URI'], 2)[0]);

    // Only the edge reaches this port, so its headers are believed.
    if (($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '') === 'https') {
        $_SERVER['HTTPS'] = 'on';
        $_SERVER['SERVER_PORT'] = '443';
    }
    if (isset($_SERVER['HTTP_X_FORWARDED_FOR'])) {
        $_SERVER['REMOTE_ADDR'] = trim(explode(',', $_SERVER['HTTP_X_FORWARDED_FOR'])[0]);
    }

    $candidates = [[rtrim($path, '/') . '/index.php', ''], ['/index.php', '']];
    if (preg_match('#^(.+?\.php)(/.*)?$#', $path, $match)) {
        array_unshift($candidates, [$match[1], $match[2] ?? '']);
    }
    foreach ($candidates as [$name, $rest]) {
        $file = realpath($root . $name);
        $hidden = preg_match('#/(\.|vendor/|node_modules/)#', $name);
        if (!$hidden && $file !== false && is_file($file) && str_starts_with($file, $root . '/')) {
            $_SERVER['SCRIPT_NAME'] = $name;
            $_SERVER['SCRIPT_FILENAME'] = $file;
            $_SERVER['PHP_SELF'] = $name . $rest;
            if ($rest !== '') {
                $_SERVER['PATH_INFO'] = $rest;
            } else {
                unset($_SERVER['PATH_INFO']);
            }
            chdir(dirname($file));
            return $file;
        }
    }
    return null;
})();

if ($freehold_script === null) {
    http_response_code(404);
    header('Content-Type: text/plain');
    echo "Not Found\n";
    return true;
}
require $freehold_script;
