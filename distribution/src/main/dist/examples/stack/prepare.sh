#!/bin/sh
# prepare.sh WEB_PORT APP_PORT: makes run/ with nginx's configuration.
set -eu
cd "$(dirname "$0")"
mkdir -p run
cat >run/nginx.conf <<CONF
pid nginx.pid;
error_log stderr;
events {}
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    server {
        listen 127.0.0.1:$1;
        location / {
            proxy_pass http://127.0.0.1:$2;
        }
    }
}
CONF
