<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>EngineText</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>within</source>
        <translation>符合预测</translation>
    </message>
    <message>
        <source>worse than predicted</source>
        <translation>比预测差</translation>
    </message>
    <message>
        <source>serving</source>
        <translation>服务中</translation>
    </message>
    <message>
        <source>incoming</source>
        <translation>正在接替</translation>
    </message>
    <message>
        <source>leaving</source>
        <translation>正在退出</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已手动停止</translation>
    </message>
    <message>
        <source>revision</source>
        <translation>修订号</translation>
    </message>
    <message>
        <source>application</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>gateway settings</source>
        <translation>网关设置</translation>
    </message>
    <message>
        <source>retention settings</source>
        <translation>保留设置</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between sentences</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>whose, what</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>store</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>decisions</source>
        <translation>决策</translation>
    </message>
    <message>
        <source>site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>is up</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>is down: %1</source>
        <translation>已停止：%1</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>connected in %1 ms</source>
        <translation>用 %1 毫秒连上</translation>
    </message>
    <message>
        <source>%1 in %2 ms</source>
        <translation>%1，用时 %2 毫秒</translation>
    </message>
    <message>
        <source>no answer in %1 ms</source>
        <translation>%1 毫秒内没有应答</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>未按时应答</translation>
    </message>
    <message>
        <source>%1, certificate not verified</source>
        <translation>%1，未验证证书</translation>
    </message>
    <message>
        <source>its certificate is not verified (tls_verify = false)</source>
        <translation>未验证其证书（tls_verify = false）</translation>
    </message>
    <message>
        <source>its log is there</source>
        <translation>日志在运行方</translation>
    </message>
    <message>
        <source>waits until what was there before is removed</source>
        <translation>等待先前的内容移除完毕</translation>
    </message>
    <message>
        <source>takes requests again when healthy</source>
        <translation>健康后将重新接收请求</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>cancelling</source>
        <translation>正在取消</translation>
    </message>
    <message>
        <source>cancelled; it stays out of service</source>
        <translation>已取消；它保持停止服务</translation>
    </message>
    <message>
        <source>cancelled; it is started</source>
        <translation>已取消；它已启动</translation>
    </message>
    <message>
        <source>it was resumed or removed</source>
        <translation>它已恢复服务或被移除</translation>
    </message>
    <message>
        <source>%1 in flight</source>
        <translation>%1 个处理中</translation>
    </message>
    <message>
        <source>out of service, nothing in flight</source>
        <translation>已停止服务，没有处理中的请求</translation>
    </message>
    <message>
        <source>the backend ends</source>
        <translation>后端正在结束</translation>
    </message>
    <message>
        <source>the engine ends</source>
        <translation>引擎正在结束</translation>
    </message>
    <message>
        <source>the backend or the engine ends</source>
        <translation>后端或引擎正在结束</translation>
    </message>
    <message>
        <source>the engine is not serving</source>
        <translation>引擎未在服务</translation>
    </message>
    <message>
        <source>was ejected: %1</source>
        <translation>曾被剔除：%1</translation>
    </message>
    <message>
        <source>ejected: %1, back on trial in %2 s</source>
        <translation>已剔除：%1，%2 秒后试用</translation>
    </message>
    <message>
        <source>on trial: it was ejected for %1</source>
        <translation>试用中：曾因%1被剔除</translation>
    </message>
    <message>
        <source>ejected</source>
        <translation>剔除</translation>
    </message>
    <message>
        <source>back in service</source>
        <translation>恢复服务</translation>
    </message>
    <message>
        <source>not reachable %1 times in a row</source>
        <translation>连续 %1 次无法连接</translation>
    </message>
    <message>
        <source>%1 broken connections in a row</source>
        <translation>连续 %1 次连接中断</translation>
    </message>
    <message>
        <source>no answer in time %1 times in a row</source>
        <translation>连续 %1 次未按时应答</translation>
    </message>
    <message>
        <source>%1 failures in a row, the last a server error</source>
        <translation>连续 %1 次失败，最后一次为服务器错误</translation>
    </message>
    <message>
        <source>%1 % of its requests failed</source>
        <translation>其 %1 % 的请求失败</translation>
    </message>
    <message>
        <source>%1 times slower than usual</source>
        <translation>比平常慢 %1 倍</translation>
    </message>
    <message>
        <source>too few backends are left: those that answer at all are used whatever they answer</source>
        <translation>剩余的后端过少：只要有应答的后端都会使用，不论应答如何</translation>
    </message>
    <message>
        <source>ejections are heeded again</source>
        <translation>重新按剔除结果选用后端</translation>
    </message>
    <message>
        <source>%1 failed: %2. %3</source>
        <translation>“%1”失败：%2。%3</translation>
    </message>
    <message>
        <source>Allowed is 2xx or 3xx: see what the server logs, or correct the health path</source>
        <translation>允许 2xx 或 3xx：请查看服务器日志，或更正健康检查路径</translation>
    </message>
    <message>
        <source>See what the server logs</source>
        <translation>请查看服务器日志</translation>
    </message>
    <message>
        <source>Correct the sample, the application&apos;s name or the path, or see what the server logs</source>
        <translation>请更正样本、应用名称或路径，或查看服务器日志</translation>
    </message>
    <message>
        <source>Correct the authorities or the server name, renew its certificate, or use http</source>
        <translation>请更正证书颁发机构或服务器名称，更新其证书，或改用 http</translation>
    </message>
    <message>
        <source>Correct the host&apos;s name in the address</source>
        <translation>请更正地址中的主机名</translation>
    </message>
    <message>
        <source>Start the server there, or correct the host or the port</source>
        <translation>请启动那里的服务器，或更正主机或端口</translation>
    </message>
    <message>
        <source>there is no health path: to be connected is enough</source>
        <translation>没有健康检查路径：能连上即可</translation>
    </message>
    <message>
        <source>it answers; no inference was tried</source>
        <translation>它有应答；未尝试推理</translation>
    </message>
    <message>
        <source>it answers an inference in %1</source>
        <translation>它在 %1 内应答了一次推理</translation>
    </message>
    <message>
        <source>%1: give a sample to try an inference</source>
        <translation>%1：请提供样本以尝试推理</translation>
    </message>
    <message>
        <source>GET %1 answered %2</source>
        <translation>GET %1 应答 %2</translation>
    </message>
    <message>
        <source>answered %1: %2</source>
        <translation>应答 %1：%2</translation>
    </message>
    <message>
        <source>%1, %2 bytes</source>
        <translation>%1，%2 字节</translation>
    </message>
    <message>
        <source>%1 port %2</source>
        <translation>%1 端口 %2</translation>
    </message>
    <message>
        <source>%1 port %2: %3</source>
        <translation>%1 端口 %2：%3</translation>
    </message>
    <message>
        <source>there is no address</source>
        <translation>没有地址</translation>
    </message>
    <message>
        <source>its certificate is good for %1</source>
        <translation>其证书对 %1 有效</translation>
    </message>
    <message>
        <source>its certificate was not verified</source>
        <translation>未验证其证书</translation>
    </message>
    <message>
        <source>what it says of its model&apos;s inputs cannot be read</source>
        <translation>无法读取它对模型输入的说明</translation>
    </message>
    <message>
        <source>its model&apos;s input has more than a million values</source>
        <translation>其模型的输入超过一百万个值</translation>
    </message>
    <message>
        <source>cannot resolve %1: %2</source>
        <translation>无法解析 %1：%2</translation>
    </message>
    <message>
        <source>the answer is longer than %1 bytes</source>
        <translation>应答超过 %1 字节</translation>
    </message>
    <message>
        <source>connection lost: %1</source>
        <translation>连接中断：%1</translation>
    </message>
    <message>
        <source>not an HTTP answer: %1</source>
        <translation>不是 HTTP 应答：%1</translation>
    </message>
    <message>
        <source>libcurl could not begin a request</source>
        <translation>libcurl 无法发起请求</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>找到 %1 个</translation>
    </message>
    <message>
        <source>%1 published ports</source>
        <translation>%1 个已发布的端口</translation>
    </message>
    <message>
        <source>%1 of %2 answer</source>
        <translation>%2 个中有 %1 个应答</translation>
    </message>
    <message>
        <source>the listening ports cannot be read (/proc/net/tcp)</source>
        <translation>无法读取监听的端口（/proc/net/tcp）</translation>
    </message>
    <message>
        <source>TLS: the listener&apos;s certificate has expired</source>
        <translation>TLS：监听端的证书已过期</translation>
    </message>
    <message>
        <source>TLS: the listener&apos;s certificate expires in %1 days</source>
        <translation>TLS：监听端的证书将在 %1 天后过期</translation>
    </message>
    <message>
        <source>TLS: %1; the certificate before it stays in use</source>
        <translation>TLS：%1；继续使用先前的证书</translation>
    </message>
    <message>
        <source>TLS: %1</source>
        <translation>TLS：%1</translation>
    </message>
    <message>
        <source>%1 was read again; connections that stand go on with the old</source>
        <translation>已重新读取%1；现有连接继续使用旧的</translation>
    </message>
    <message>
        <source>the system&apos;s certificate store</source>
        <translation>系统的证书库</translation>
    </message>
    <message>
        <source>%1; what was loaded before stays in use</source>
        <translation>%1；继续使用先前加载的内容</translation>
    </message>
    <message>
        <source>this private key can be read by everybody, or changed by others than its owner: chmod 0600 (or 0640) it</source>
        <translation>此私钥可被所有人读取，或可被非所有者更改：请执行 chmod 0600（或 0640）</translation>
    </message>
    <message>
        <source>no PEM certificate: %1</source>
        <translation>不是 PEM 证书：%1</translation>
    </message>
    <message>
        <source>no PEM key, or an encrypted one: %1</source>
        <translation>不是 PEM 私钥，或已加密：%1</translation>
    </message>
    <message>
        <source>this key does not belong to %1: %2</source>
        <translation>此私钥不属于 %1：%2</translation>
    </message>
    <message>
        <source>nothing in it</source>
        <translation>内容为空</translation>
    </message>
    <message>
        <source>they do not match</source>
        <translation>两者不匹配</translation>
    </message>
    <message>
        <source>OpenSSL: %1</source>
        <translation>OpenSSL：%1</translation>
    </message>
    <message>
        <source>no context</source>
        <translation>没有上下文</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>连接被拒绝</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>连接被对方重置</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>连接超时</translation>
    </message>
    <message>
        <source>No route to host</source>
        <translation>没有到主机的路由</translation>
    </message>
    <message>
        <source>Network is unreachable</source>
        <translation>网络不可达</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或目录</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>权限不足</translation>
    </message>
    <message>
        <source>Address already in use</source>
        <translation>地址已被占用</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘没有剩余空间</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统只读</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入输出错误</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>database or disk is full</source>
        <translation>数据库或磁盘已满</translation>
    </message>
    <message>
        <source>disk I/O error</source>
        <translation>磁盘读写错误</translation>
    </message>
    <message>
        <source>database is locked</source>
        <translation>数据库已被锁定</translation>
    </message>
    <message>
        <source>attempt to write a readonly database</source>
        <translation>试图写入只读数据库</translation>
    </message>
    <message>
        <source>unable to open database file</source>
        <translation>无法打开数据库文件</translation>
    </message>
    <message>
        <source>Host not found</source>
        <translation>找不到主机</translation>
    </message>
    <message>
        <source>Could not resolve host: %1</source>
        <translation>无法解析主机：%1</translation>
    </message>
    <message>
        <source>Empty reply from server</source>
        <translation>服务器的应答为空</translation>
    </message>
    <message>
        <source>Recv failure: %1</source>
        <translation>接收失败：%1</translation>
    </message>
    <message>
        <source>Send failure: %1</source>
        <translation>发送失败：%1</translation>
    </message>
    <message>
        <source>Received HTTP/0.9 when not allowed</source>
        <translation>收到不允许的 HTTP/0.9 应答</translation>
    </message>
    <message>
        <source>transfer closed with outstanding read data remaining</source>
        <translation>传输在数据读完之前已关闭</translation>
    </message>
    <message>
        <source>transfer closed with %1 bytes remaining to read</source>
        <translation>传输在还剩 %1 字节时已关闭</translation>
    </message>
    <message>
        <source>Operation timed out after %1 milliseconds with %2 bytes received</source>
        <translation>操作在 %1 毫秒后超时，收到 %2 字节</translation>
    </message>
    <message>
        <source>Connection timed out after %1 milliseconds</source>
        <translation>连接在 %1 毫秒后超时</translation>
    </message>
    <message>
        <source>SSL certificate problem: %1</source>
        <translation>证书问题：%1</translation>
    </message>
    <message>
        <source>self-signed certificate</source>
        <translation>自签名证书</translation>
    </message>
    <message>
        <source>self-signed certificate in certificate chain</source>
        <translation>证书链中有自签名证书</translation>
    </message>
    <message>
        <source>certificate has expired</source>
        <translation>证书已过期</translation>
    </message>
    <message>
        <source>certificate is not yet valid</source>
        <translation>证书尚未生效</translation>
    </message>
    <message>
        <source>unable to get local issuer certificate</source>
        <translation>找不到本地的颁发者证书</translation>
    </message>
    <message>
        <source>unable to get issuer certificate</source>
        <translation>找不到颁发者证书</translation>
    </message>
    <message>
        <source>SSL: no alternative certificate subject name matches target host name &apos;%1&apos;</source>
        <translation>证书中没有与主机名“%1”匹配的名称</translation>
    </message>
    <message>
        <source>connected: %1</source>
        <translation>已连接：%1</translation>
    </message>
    <message>
        <source>Docker: connecting</source>
        <translation>Docker：正在连接</translation>
    </message>
    <message>
        <source>Docker: not connected</source>
        <translation>Docker：未连接</translation>
    </message>
    <message>
        <source>Docker: cannot connect to %1: %2 — start Docker or set DOCKER_HOST</source>
        <translation>Docker：无法连接 %1：%2 —— 请启动 Docker 或设置 DOCKER_HOST</translation>
    </message>
    <message>
        <source>Docker: cannot connect to %1: %2</source>
        <translation>Docker：无法连接 %1：%2</translation>
    </message>
    <message>
        <source>Docker: %1 %2: %3</source>
        <translation>Docker：%1 %2：%3</translation>
    </message>
    <message>
        <source>Docker: the list of containers cannot be read</source>
        <translation>Docker：无法读取容器列表</translation>
    </message>
    <message>
        <source>Docker: a container&apos;s state cannot be read</source>
        <translation>Docker：无法读取容器状态</translation>
    </message>
    <message>
        <source>Docker: a new container came without an id</source>
        <translation>Docker：新容器没有标识</translation>
    </message>
    <message>
        <source>DOCKER_HOST &quot;%1&quot;: allowed: unix:///path or tcp://HOST[:PORT]</source>
        <translation>DOCKER_HOST “%1”：允许 unix:///path 或 tcp://HOST[:PORT]</translation>
    </message>
    <message>
        <source>what answers there is no Docker engine</source>
        <translation>那里应答的不是 Docker 引擎</translation>
    </message>
    <message>
        <source>its API version &quot;%1&quot; cannot be read</source>
        <translation>无法读取其 API 版本“%1”</translation>
    </message>
    <message>
        <source>it speaks API %1 and newer; this program speaks up to %2</source>
        <translation>它使用 API %1 及更新版本；本程序最高支持 %2</translation>
    </message>
    <message>
        <source>it speaks API %1 at most; needed is %2 or newer</source>
        <translation>它最高支持 API %1；需要 %2 或更新版本</translation>
    </message>
    <message>
        <source>image %1: not here, and it cannot be pulled: %2</source>
        <translation>镜像 %1：本机没有，且无法拉取：%2</translation>
    </message>
    <message>
        <source>the image %1 is not on this machine</source>
        <translation>镜像 %1 不在本机上</translation>
    </message>
    <message>
        <source>the image is here</source>
        <translation>镜像已在本机</translation>
    </message>
    <message>
        <source>it is here</source>
        <translation>已在本机</translation>
    </message>
    <message>
        <source>pulling</source>
        <translation>正在拉取</translation>
    </message>
    <message>
        <source>pulling: %1</source>
        <translation>正在拉取：%1</translation>
    </message>
    <message>
        <source>pulling %1 of %2</source>
        <translation>正在拉取 %2 中的 %1</translation>
    </message>
    <message>
        <source>pulling %1</source>
        <translation>正在拉取 %1</translation>
    </message>
    <message>
        <source>the engine did not take the memory limit of %1 (it set %2)</source>
        <translation>Docker 引擎未采用 %1 的内存限制（它设为 %2）</translation>
    </message>
    <message>
        <source>the engine did not take the limit of %1 CPUs (it set %2)</source>
        <translation>Docker 引擎未采用 %1 个 CPU 的限制（它设为 %2）</translation>
    </message>
    <message>
        <source>could not start: %1</source>
        <translation>无法启动：%1</translation>
    </message>
    <message>
        <source>exited %1: out of memory (limit %2)</source>
        <translation>已退出，代码 %1：内存不足（限制 %2）</translation>
    </message>
    <message>
        <source>exited %1: out of memory (limit %2): %3</source>
        <translation>已退出，代码 %1：内存不足（限制 %2）：%3</translation>
    </message>
    <message>
        <source>exited %1: out of memory</source>
        <translation>已退出，代码 %1：内存不足</translation>
    </message>
    <message>
        <source>exited %1: out of memory: %2</source>
        <translation>已退出，代码 %1：内存不足：%2</translation>
    </message>
    <message>
        <source>exited 137: killed</source>
        <translation>已退出，代码 137：被终止</translation>
    </message>
    <message>
        <source>exited 137: killed: %1</source>
        <translation>已退出，代码 137：被终止：%1</translation>
    </message>
    <message>
        <source>exited %1</source>
        <translation>已退出，代码 %1</translation>
    </message>
    <message>
        <source>exited %1: %2</source>
        <translation>已退出，代码 %1：%2</translation>
    </message>
    <message>
        <source>stopped by the operator</source>
        <translation>由操作员停止</translation>
    </message>
    <message>
        <source>stopped while the engine was away</source>
        <translation>在引擎停运期间停止</translation>
    </message>
    <message>
        <source>adopted %1 containers of generation %2</source>
        <translation>已接管第 %2 代的 %1 个容器</translation>
    </message>
    <message>
        <source>no container yet</source>
        <translation>尚无容器</translation>
    </message>
    <message>
        <source>replica %1: not healthy after %2 s: %3</source>
        <translation>副本 %1：%2 秒后仍不健康：%3</translation>
    </message>
    <message>
        <source>replica %1: %2</source>
        <translation>副本 %1：%2</translation>
    </message>
    <message>
        <source>replica %1 %2</source>
        <translation>副本 %1 %2</translation>
    </message>
    <message>
        <source>replica %1 was removed by somebody else</source>
        <translation>副本 %1 被他人移除</translation>
    </message>
    <message>
        <source>replica %1 was stopped by the operator</source>
        <translation>副本 %1 由操作员停止</translation>
    </message>
    <message>
        <source>replica %1 of %2</source>
        <translation>第 %1 个副本，共 %2 个</translation>
    </message>
    <message>
        <source>starting replica %1</source>
        <translation>正在启动副本 %1</translation>
    </message>
    <message>
        <source>new replica %1 is not healthy after %2 s: %3</source>
        <translation>新副本 %1 在 %2 秒后仍不健康：%3</translation>
    </message>
    <message>
        <source>new replica %1 %2</source>
        <translation>新副本 %1 %2</translation>
    </message>
    <message>
        <source>waiting for health of replica %1</source>
        <translation>等待副本 %1 健康</translation>
    </message>
    <message>
        <source>its port is not published</source>
        <translation>其端口未发布</translation>
    </message>
    <message>
        <source>its port %1 is not published yet</source>
        <translation>其端口 %1 尚未发布</translation>
    </message>
    <message>
        <source>published as port %1</source>
        <translation>已发布为端口 %1</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>未检查</translation>
    </message>
    <message>
        <source>it is not checked</source>
        <translation>未受检查</translation>
    </message>
    <message>
        <source>%1 is not healthy: %2</source>
        <translation>%1 不健康：%2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%1/%2：%3</translation>
    </message>
    <message>
        <source>there is nothing kept to go back to</source>
        <translation>没有保留可回滚的内容</translation>
    </message>
    <message>
        <source>switching to the new generation</source>
        <translation>正在切换到新一代</translation>
    </message>
    <message>
        <source>%1 in service</source>
        <translation>%1 个在服务</translation>
    </message>
    <message>
        <source>rolling back</source>
        <translation>正在回滚</translation>
    </message>
    <message>
        <source>%1; rolled back, the old generation serves on</source>
        <translation>%1；已回滚，旧的一代继续服务</translation>
    </message>
    <message>
        <source>%1; rolled back</source>
        <translation>%1；已回滚</translation>
    </message>
    <message>
        <source>redeploy: %1</source>
        <translation>重新部署：%1</translation>
    </message>
    <message>
        <source>redeploy failed: %1</source>
        <translation>重新部署失败：%1</translation>
    </message>
    <message>
        <source>stopping what was replaced</source>
        <translation>正在停止被替换的容器</translation>
    </message>
    <message>
        <source>%1 in flight at the backend, %2 connections to what was replaced</source>
        <translation>后端有 %1 个处理中的请求，到被替换容器的连接数：%2</translation>
    </message>
    <message>
        <source>draining: %1</source>
        <translation>排空：%1</translation>
    </message>
    <message>
        <source>%1 containers</source>
        <translation>%1 个容器</translation>
    </message>
    <message>
        <source>%1 containers for %2 s</source>
        <translation>%1 个容器，保留 %2 秒</translation>
    </message>
    <message>
        <source>no serving container is called %1</source>
        <translation>没有名为 %1 的在服务容器</translation>
    </message>
    <message>
        <source>%1 is stopped already</source>
        <translation>%1 已经停止</translation>
    </message>
    <message>
        <source>%1 is not stopped</source>
        <translation>%1 未停止</translation>
    </message>
    <message>
        <source>%1 is stopped</source>
        <translation>%1 已停止</translation>
    </message>
    <message>
        <source>%1 serves again</source>
        <translation>%1 重新服务</translation>
    </message>
    <message>
        <source>the new generation serves</source>
        <translation>新一代已在服务</translation>
    </message>
    <message>
        <source>the kept generation serves again</source>
        <translation>保留的一代重新服务</translation>
    </message>
    <message>
        <source>not in %1 ms: %2</source>
        <translation>%1 毫秒内未完成：%2</translation>
    </message>
    <message>
        <source>removing the container</source>
        <translation>正在移除容器</translation>
    </message>
    <message>
        <source>the container is removed</source>
        <translation>容器已移除</translation>
    </message>
    <message>
        <source>Start Docker, or allow this user to use it</source>
        <translation>请启动 Docker，或允许此用户使用它</translation>
    </message>
    <message>
        <source>Correct its name or tag, or fetch it (docker pull %1); when the backend is registered, it is fetched</source>
        <translation>请更正其名称或标签，或拉取它（docker pull %1）；注册后端时会自动拉取</translation>
    </message>
    <message>
        <source>Correct the settings that it names</source>
        <translation>请更正它所指的设置</translation>
    </message>
    <message>
        <source>Correct the command, the limits or the port</source>
        <translation>请更正命令、限制或端口</translation>
    </message>
    <message>
        <source>See what it wrote; correct the command, the port inside or the health path</source>
        <translation>请查看它的输出；更正命令、容器内端口或健康检查路径</translation>
    </message>
    <message>
        <source>It is removed when Docker is reached again</source>
        <translation>再次连上 Docker 时会将其移除</translation>
    </message>
    <message>
        <source>%1 is no object</source>
        <translation>%1 不是对象</translation>
    </message>
    <message>
        <source>%1 is no table</source>
        <translation>%1 不是表</translation>
    </message>
    <message>
        <source>unknown key; allowed is %1</source>
        <translation>未知的键；允许 %1</translation>
    </message>
    <message>
        <source>%1 is missing; allowed is %2</source>
        <translation>缺少 %1；允许 %2</translation>
    </message>
    <message>
        <source>%1: allowed is %2</source>
        <translation>%1：允许 %2</translation>
    </message>
    <message>
        <source>&quot;vm&quot; is not there yet: allowed is %1</source>
        <translation>&quot;vm&quot; 尚不可用：允许 %1</translation>
    </message>
    <message>
        <source>a string</source>
        <translation>字符串</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>a number (%1)</source>
        <translation>数字（%1）</translation>
    </message>
    <message>
        <source>a list of strings</source>
        <translation>字符串列表</translation>
    </message>
    <message>
        <source>names with strings</source>
        <translation>名称与字符串</translation>
    </message>
    <message>
        <source>a list of objects</source>
        <translation>对象列表</translation>
    </message>
    <message>
        <source>an array of tables</source>
        <translation>表数组</translation>
    </message>
    <message>
        <source>a whole number, 0 … %1 (%2)</source>
        <translation>整数，0 … %1（%2）</translation>
    </message>
    <message>
        <source>each name once in an application</source>
        <translation>同一应用内名称不得重复</translation>
    </message>
    <message>
        <source>each name once</source>
        <translation>名称不得重复</translation>
    </message>
    <message>
        <source>each mount once</source>
        <translation>挂载路径不得重复</translation>
    </message>
    <message>
        <source>the value itself</source>
        <translation>值本身</translation>
    </message>
    <message>
        <source>the value</source>
        <translation>该值</translation>
    </message>
    <message>
        <source>JSON: nested too deeply; allowed is %1 levels</source>
        <translation>JSON：嵌套过深；最多允许 %1 层</translation>
    </message>
    <message>
        <source>JSON: the key &quot;%1&quot; is there twice</source>
        <translation>JSON：键“%1”出现两次</translation>
    </message>
    <message>
        <source>not JSON: %1</source>
        <translation>不是 JSON：%1</translation>
    </message>
    <message>
        <source>%1: %2 bytes, allowed is at most %3</source>
        <translation>%1：%2 字节，最多允许 %3</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>stored %1: %2</source>
        <translation>存储的%1：%2</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>the configuration cannot be read</source>
        <translation>无法读取配置</translation>
    </message>
    <message>
        <source>the change cannot be stored</source>
        <translation>无法保存更改</translation>
    </message>
    <message>
        <source>the change holds text that is not UTF-8</source>
        <translation>更改中含有非 UTF-8 文本</translation>
    </message>
    <message>
        <source>the audit log cannot be read</source>
        <translation>无法读取审计日志</translation>
    </message>
    <message>
        <source>the sweep cannot be stored</source>
        <translation>无法保存扫描</translation>
    </message>
    <message>
        <source>the sweeps cannot be read</source>
        <translation>无法读取扫描</translation>
    </message>
    <message>
        <source>the sweep holds text that is not UTF-8</source>
        <translation>扫描中含有非 UTF-8 文本</translation>
    </message>
    <message>
        <source>there is no sweep %1; the latest %2 are kept</source>
        <translation>没有扫描 %1；只保留最近 %2 个</translation>
    </message>
    <message>
        <source>requests cannot be read</source>
        <translation>无法读取请求</translation>
    </message>
    <message>
        <source>the requests cannot be read</source>
        <translation>无法读取请求</translation>
    </message>
    <message>
        <source>the request cannot be read</source>
        <translation>无法读取该请求</translation>
    </message>
    <message>
        <source>requests cannot be counted</source>
        <translation>无法统计请求</translation>
    </message>
    <message>
        <source>the history cannot be read</source>
        <translation>无法读取历史</translation>
    </message>
    <message>
        <source>request records cannot be written</source>
        <translation>无法写入请求记录</translation>
    </message>
    <message>
        <source>old records cannot be removed</source>
        <translation>无法移除旧记录</translation>
    </message>
    <message>
        <source>a request record of an unknown version</source>
        <translation>请求记录的版本未知</translation>
    </message>
    <message>
        <source>a damaged request record</source>
        <translation>请求记录已损坏</translation>
    </message>
    <message>
        <source>damaged or not a database (%1); move it away to begin anew, or restore a copy</source>
        <translation>已损坏或不是数据库（%1）；请将其移走以重新开始，或恢复副本</translation>
    </message>
    <message>
        <source>Store: %1; %2 records wait, %3 were dropped</source>
        <translation>存储：%1；%2 条记录在等待，已丢弃 %3 条</translation>
    </message>
    <message>
        <source>records come faster than they are written</source>
        <translation>记录产生的速度超过写入速度</translation>
    </message>
    <message>
        <source>records are written again</source>
        <translation>已恢复写入记录</translation>
    </message>
    <message>
        <source>%1 of %2 recorded decisions came out differently when they were decided again, the first is that of request %3</source>
        <translation>%2 个已记录的决策中有 %1 个在重新决策时结果不同，第一个是请求 %3 的</translation>
    </message>
    <message>
        <source>application put</source>
        <translation>已保存应用</translation>
    </message>
    <message>
        <source>application removed</source>
        <translation>已移除应用</translation>
    </message>
    <message>
        <source>thresholds F = %1 /s, D = %2 bytes</source>
        <translation>阈值 F = %1 /s，D = %2 字节</translation>
    </message>
    <message>
        <source>policy %1</source>
        <translation>策略 %1</translation>
    </message>
    <message>
        <source>backend put, drained</source>
        <translation>已保存后端，停止服务</translation>
    </message>
    <message>
        <source>backend put</source>
        <translation>已保存后端</translation>
    </message>
    <message>
        <source>backend removed</source>
        <translation>已移除后端</translation>
    </message>
    <message>
        <source>settings put</source>
        <translation>已保存设置</translation>
    </message>
    <message>
        <source>restored: %1</source>
        <translation>已恢复：%1</translation>
    </message>
    <message>
        <source>site put with %1 applications</source>
        <translation>已替换站点，含 %1 个应用</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1，操作者：%2</translation>
    </message>
    <message>
        <source>there is no application &quot;%1&quot;</source>
        <translation>没有应用“%1”</translation>
    </message>
    <message>
        <source>there is no backend &quot;%1&quot;</source>
        <translation>没有后端“%1”</translation>
    </message>
    <message>
        <source>there is no request &quot;%1&quot;</source>
        <translation>没有请求“%1”</translation>
    </message>
    <message>
        <source>application &quot;%1&quot; exists already</source>
        <translation>应用“%1”已存在</translation>
    </message>
    <message>
        <source>backend &quot;%1&quot; exists already</source>
        <translation>后端“%1”已存在</translation>
    </message>
    <message>
        <source>application &quot;%1&quot; has no backend</source>
        <translation>应用“%1”没有后端</translation>
    </message>
    <message>
        <source>application &quot;%1&quot;: two backends are named &quot;%2&quot;</source>
        <translation>应用“%1”：有两个后端名为“%2”</translation>
    </message>
    <message>
        <source>the thresholds of &quot;%1&quot;</source>
        <translation>“%1”的阈值</translation>
    </message>
    <message>
        <source>the policy of &quot;%1&quot;</source>
        <translation>“%1”的策略</translation>
    </message>
    <message>
        <source>backend &quot;%1&quot;</source>
        <translation>后端“%1”</translation>
    </message>
    <message>
        <source>application &quot;%1&quot;</source>
        <translation>应用“%1”</translation>
    </message>
    <message>
        <source>the settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>the site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>%1 is not there any more: it was removed since</source>
        <translation>%1已不存在：此后已被移除</translation>
    </message>
    <message>
        <source>%1 is there again: it was made anew since</source>
        <translation>%1又已存在：此后已重新建立</translation>
    </message>
    <message>
        <source>%1 changed since: nothing was overwritten</source>
        <translation>%1此后已更改：未覆盖任何内容</translation>
    </message>
    <message>
        <source>the engine runs read-only (--read-only): nothing can be changed</source>
        <translation>引擎以只读方式运行（--read-only）：无法更改</translation>
    </message>
    <message>
        <source>the site has %1 applications and %2 backends: allowed are at most %3 and %4</source>
        <translation>站点有 %1 个应用和 %2 个后端：最多允许 %3 个和 %4 个</translation>
    </message>
    <message>
        <source>removed backends still have requests in flight; try again</source>
        <translation>已移除的后端仍有处理中的请求；请重试</translation>
    </message>
    <message>
        <source>removed applications still have requests in flight; try again</source>
        <translation>已移除的应用仍有处理中的请求；请重试</translation>
    </message>
    <message>
        <source>the deployed settings could not be kept: %1</source>
        <translation>无法保存已部署的设置：%1</translation>
    </message>
    <message>
        <source>backend &quot;%1&quot;: %2</source>
        <translation>后端“%1”：%2</translation>
    </message>
    <message>
        <source>is drained in the configuration</source>
        <translation>在配置中已停止服务</translation>
    </message>
    <message>
        <source>is not drained in the configuration</source>
        <translation>在配置中未停止服务</translation>
    </message>
    <message>
        <source>only kind container has containers</source>
        <translation>只有容器类后端才有容器</translation>
    </message>
    <message>
        <source>kind http is run by somebody else; only container and function can be redeployed</source>
        <translation>HTTP 类后端由他人运行；只能重新部署容器和函数</translation>
    </message>
    <message>
        <source>what was there before is still being removed</source>
        <translation>先前的内容仍在移除中</translation>
    </message>
    <message>
        <source>operation %1 is under way</source>
        <translation>操作 %1 正在进行</translation>
    </message>
    <message>
        <source>a function is redeployed as configured, and nothing of it is kept; allowed is no body and keep_old_s = 0</source>
        <translation>函数按配置重新部署，不保留旧的；不允许请求体，keep_old_s 只能为 0</translation>
    </message>
    <message>
        <source>nothing is kept to go back to</source>
        <translation>没有保留可回滚的内容</translation>
    </message>
    <message>
        <source>has no container &quot;%1&quot;</source>
        <translation>没有容器“%1”</translation>
    </message>
    <message>
        <source>container &quot;%1&quot; is %2, not %3</source>
        <translation>容器“%1”是%2，不是%3</translation>
    </message>
    <message>
        <source>operation %1: unknown</source>
        <translation>操作 %1：未知</translation>
    </message>
    <message>
        <source>operation %1: has ended</source>
        <translation>操作 %1：已结束</translation>
    </message>
    <message>
        <source>operation %1: too late to cancel</source>
        <translation>操作 %1：已来不及取消</translation>
    </message>
    <message>
        <source>operation %1 has not ended yet</source>
        <translation>操作 %1 尚未结束</translation>
    </message>
    <message>
        <source>operation %1 has no what-if answer; the latest %2 are kept</source>
        <translation>操作 %1 没有假设分析的结果；只保留最近 %2 个</translation>
    </message>
    <message>
        <source>only kind container can be rolled back</source>
        <translation>只有容器类后端可以回滚</translation>
    </message>
    <message>
        <source>only containers can be stopped and started one by one</source>
        <translation>只有容器可以逐个停止和启动</translation>
    </message>
    <message>
        <source>a function has no container settings</source>
        <translation>函数没有容器设置</translation>
    </message>
    <message>
        <source>another redeploy waits already</source>
        <translation>已有另一个重新部署在等待</translation>
    </message>
    <message>
        <source>a backend of kind http is run by somebody else</source>
        <translation>HTTP 类后端由他人运行</translation>
    </message>
    <message>
        <source>kind %1 cannot be tested here</source>
        <translation>此处无法测试%1类后端</translation>
    </message>
    <message>
        <source>%1 tests are under way; allowed at a time: %2</source>
        <translation>正在进行 %1 个测试；同时最多 %2 个</translation>
    </message>
    <message>
        <source>%1 = %2: allowed is %3</source>
        <translation>%1 = %2：允许 %3</translation>
    </message>
    <message>
        <source>&quot;%1&quot;: allowed: http://HOST[:PORT][/base] or https://…</source>
        <translation>“%1”：允许 http://HOST[:PORT][/base] 或 https://…</translation>
    </message>
    <message>
        <source>backend &quot;%1&quot;.environment.%2 = &quot;***&quot;: allowed is the value itself, ${env:NAME} or ${file:/path}; it is not known here</source>
        <translation>后端“%1”.environment.%2 = &quot;***&quot;：请填写值本身、${env:NAME} 或 ${file:/path}；此处不知道它的值</translation>
    </message>
    <message>
        <source>the environment variable %1 is not set</source>
        <translation>环境变量 %1 未设置</translation>
    </message>
    <message>
        <source>the file %1 cannot be read (at most %2 bytes)</source>
        <translation>无法读取文件 %1（最多 %2 字节）</translation>
    </message>
    <message>
        <source>environment %1: %2</source>
        <translation>环境变量 %1：%2</translation>
    </message>
    <message>
        <source>gateway.listen &quot;%1&quot;: must be ADDRESS:PORT with a numeric address or localhost</source>
        <translation>gateway.listen “%1”：必须是 ADDRESS:PORT，地址为数字形式或 localhost</translation>
    </message>
    <message>
        <source>gateway.threads must be 1 … 64, with one record sink each</source>
        <translation>gateway.threads 必须为 1 … 64，每个线程各有一个记录接收端</translation>
    </message>
    <message>
        <source>frequencies: allowed are finite numbers ≥ 0</source>
        <translation>频率：允许不小于 0 的有限数</translation>
    </message>
    <message>
        <source>grid = %1 × %2: allowed is 1 … %3 points</source>
        <translation>网格 = %1 × %2：允许 1 … %3 个点</translation>
    </message>
    <message>
        <source>from least_per_second = %1 on</source>
        <translation>不小于 least_per_second = %1</translation>
    </message>
    <message>
        <source>from least_bytes = %1 on</source>
        <translation>不小于 least_bytes = %1</translation>
    </message>
    <message>
        <source>from tolerance = %1 on</source>
        <translation>不小于 tolerance = %1</translation>
    </message>
    <message>
        <source>the function has no command</source>
        <translation>函数没有命令</translation>
    </message>
    <message>
        <source>%1 is not executable</source>
        <translation>%1 不可执行</translation>
    </message>
    <message>
        <source>there is no program &quot;%1&quot;, neither next to ours nor in PATH</source>
        <translation>没有程序“%1”，既不在本程序旁，也不在 PATH 中</translation>
    </message>
    <message>
        <source>there is no program %1</source>
        <translation>没有程序 %1</translation>
    </message>
    <message>
        <source>command found; no instance runs</source>
        <translation>已找到命令；没有实例在运行</translation>
    </message>
    <message>
        <source>%1 warm, %2 busy, %3 starting</source>
        <translation>%1 个就绪，%2 个忙碌，%3 个启动中</translation>
    </message>
    <message>
        <source>%1 of %2 instances replaced</source>
        <translation>已替换 %2 个实例中的 %1 个</translation>
    </message>
    <message>
        <source>new requests get new instances</source>
        <translation>新请求使用新实例</translation>
    </message>
    <message>
        <source>busy instances did not end in time</source>
        <translation>忙碌的实例未按时结束</translation>
    </message>
    <message>
        <source>instances of %1</source>
        <translation>%1 的实例</translation>
    </message>
    <message>
        <source>no instance has written anything yet</source>
        <translation>尚无实例写出任何内容</translation>
    </message>
    <message>
        <source>out of memory (limit %1 MB)</source>
        <translation>内存不足（限制 %1 MB）</translation>
    </message>
    <message>
        <source>killed by SIG%1</source>
        <translation>被 SIG%1 终止</translation>
    </message>
    <message>
        <source>killed by signal %1</source>
        <translation>被信号 %1 终止</translation>
    </message>
    <message>
        <source>exit code %1</source>
        <translation>退出代码 %1</translation>
    </message>
    <message>
        <source>%1 (last output: %2)</source>
        <translation>%1（最后输出：%2）</translation>
    </message>
    <message>
        <source>cannot be started: %1</source>
        <translation>无法启动：%1</translation>
    </message>
    <message>
        <source>was not started</source>
        <translation>未启动</translation>
    </message>
    <message>
        <source>isolation by bubblewrap is asked for, but %1</source>
        <translation>要求用 bubblewrap 隔离，但%1</translation>
    </message>
    <message>
        <source>bubblewrap is not installed</source>
        <translation>未安装 bubblewrap</translation>
    </message>
    <message>
        <source>bubblewrap does not work here: %1</source>
        <translation>bubblewrap 在此处无法工作：%1</translation>
    </message>
    <message>
        <source>bubblewrap cannot be started</source>
        <translation>无法启动 bubblewrap</translation>
    </message>
    <message>
        <source>Functions: %1; function processes run without isolation</source>
        <translation>函数：%1；函数进程在无隔离下运行</translation>
    </message>
    <message>
        <source>Functions: no control group can be made; memory is limited per process and CPU by priority only</source>
        <translation>函数：无法创建控制组；内存按进程限制，CPU 仅按优先级限制</translation>
    </message>
    <message>
        <source>cannot make control group %1: %2</source>
        <translation>无法创建控制组 %1：%2</translation>
    </message>
    <message>
        <source>cannot limit %1 in %2: %3</source>
        <translation>无法在 %2 中限制 %1：%3</translation>
    </message>
    <message>
        <source>cannot use %1: %2</source>
        <translation>无法使用 %1：%2</translation>
    </message>
    <message>
        <source>cannot listen on %1: %2</source>
        <translation>无法监听 %1：%2</translation>
    </message>
    <message>
        <source>there is no such function backend</source>
        <translation>没有这个函数后端</translation>
    </message>
    <message>
        <source>the function backend was removed</source>
        <translation>函数后端已被移除</translation>
    </message>
    <message>
        <source>the function cannot be started: %1</source>
        <translation>函数无法启动：%1</translation>
    </message>
    <message>
        <source>no function instance came free before the deadline</source>
        <translation>截止时间前没有空闲的函数实例</translation>
    </message>
    <message>
        <source>instances went away before the event</source>
        <translation>实例在事件到达前已退出</translation>
    </message>
    <message>
        <source>initialization failed: %1</source>
        <translation>初始化失败：%1</translation>
    </message>
    <message>
        <source>the function reported an error</source>
        <translation>函数报告了错误</translation>
    </message>
    <message>
        <source>the function reported an error: %1</source>
        <translation>函数报告了错误：%1</translation>
    </message>
    <message>
        <source>the function ended during the invocation: %1</source>
        <translation>函数在调用过程中退出：%1</translation>
    </message>
    <message>
        <source>the function did not ask for an invocation within %1 ms of its start</source>
        <translation>函数启动后 %1 毫秒内没有请求调用</translation>
    </message>
    <message>
        <source>an instance did not ask for the next invocation</source>
        <translation>有实例没有请求下一次调用</translation>
    </message>
    <message>
        <source>the function did not answer within %1 ms</source>
        <translation>函数在 %1 毫秒内没有应答</translation>
    </message>
    <message>
        <source>the request&apos;s deadline passed while the function worked</source>
        <translation>函数处理期间请求已过截止时间</translation>
    </message>
    <message>
        <source>the function asked for the next invocation without answering this one</source>
        <translation>函数未应答本次调用就请求下一次调用</translation>
    </message>
    <message>
        <source>the function failed: %1</source>
        <translation>函数失败：%1</translation>
    </message>
    <message>
        <source>the function&apos;s initialization error is too large to read</source>
        <translation>函数的初始化错误过大，无法读取</translation>
    </message>
    <message>
        <source>the function&apos;s answer is above the limit of %1 bytes</source>
        <translation>函数的应答超过 %1 字节的限制</translation>
    </message>
    <message>
        <source>the function answered a header that HTTP does not allow</source>
        <translation>函数应答了 HTTP 不允许的头字段</translation>
    </message>
    <message>
        <source>the function answered more than %1 headers</source>
        <translation>函数应答的头字段超过 %1 个</translation>
    </message>
    <message>
        <source>headers in the function&apos;s answer is no object</source>
        <translation>函数应答中的 headers 不是对象</translation>
    </message>
    <message>
        <source>a header in the function&apos;s answer is no string</source>
        <translation>函数应答中的头字段不是字符串</translation>
    </message>
    <message>
        <source>cookies in the function&apos;s answer is no array</source>
        <translation>函数应答中的 cookies 不是数组</translation>
    </message>
    <message>
        <source>a cookie in the function&apos;s answer is no string</source>
        <translation>函数应答中的 cookie 不是字符串</translation>
    </message>
    <message>
        <source>the function&apos;s answer of %1 bytes is above the limit of %2</source>
        <translation>函数的应答为 %1 字节，超过限制 %2</translation>
    </message>
    <message>
        <source>isBase64Encoded in the function&apos;s answer is no boolean</source>
        <translation>函数应答中的 isBase64Encoded 不是布尔值</translation>
    </message>
    <message>
        <source>body in the function&apos;s answer is no string</source>
        <translation>函数应答中的 body 不是字符串</translation>
    </message>
    <message>
        <source>body in the function&apos;s answer is not base64</source>
        <translation>函数应答中的 body 不是 base64</translation>
    </message>
    <message>
        <source>statusCode in the function&apos;s answer is no number from 200 to 599</source>
        <translation>函数应答中的 statusCode 不是 200 到 599 的数</translation>
    </message>
    <message>
        <source>no memory to read the function&apos;s answer</source>
        <translation>内存不足，无法读取函数的应答</translation>
    </message>
    <message>
        <source>the function&apos;s answer is not JSON: %1</source>
        <translation>函数的应答不是 JSON：%1</translation>
    </message>
    <message>
        <source>it asks for its first event</source>
        <translation>它已请求第一个事件</translation>
    </message>
    <message>
        <source>%1 answered %2 without a model&apos;s inputs</source>
        <translation>%1 应答 %2，但没有模型的输入说明</translation>
    </message>
    <message>
        <source>it starts and answers; no inference was tried</source>
        <translation>它能启动并应答；未尝试推理</translation>
    </message>
    <message>
        <source>it starts and answers an inference in %1</source>
        <translation>它能启动，并在 %1 内应答了一次推理</translation>
    </message>
    <message>
        <source>ending the process</source>
        <translation>正在结束进程</translation>
    </message>
    <message>
        <source>the process has ended</source>
        <translation>进程已结束</translation>
    </message>
    <message>
        <source>the process does not end</source>
        <translation>进程没有结束</translation>
    </message>
    <message>
        <source>See what it wrote</source>
        <translation>请查看它的输出</translation>
    </message>
    <message>
        <source>See what it wrote; correct the command, the environment or the memory limit</source>
        <translation>请查看它的输出；更正命令、环境变量或内存限制</translation>
    </message>
    <message>
        <source>Correct the sample or the application&apos;s name, or see what it wrote</source>
        <translation>请更正样本或应用名称，或查看它的输出</translation>
    </message>
    <message>
        <source>Correct the command, or install the program that it names</source>
        <translation>请更正命令，或安装它所指的程序</translation>
    </message>
    <message>
        <source>a later change is watched</source>
        <translation>已改为观察之后的更改</translation>
    </message>
    <message>
        <source>the application was removed</source>
        <translation>该应用已被移除</translation>
    </message>
    <message>
        <source>the thresholds or the policy were changed again</source>
        <translation>阈值或策略又被更改</translation>
    </message>
    <message>
        <source>only %1 requests came</source>
        <translation>只来了 %1 个请求</translation>
    </message>
    <message>
        <source>as predicted: %1</source>
        <translation>与预测相符：%1</translation>
    </message>
    <message>
        <source>worse than predicted: %1</source>
        <translation>比预测差：%1</translation>
    </message>
    <message>
        <source>worse than predicted (%1), and cannot be rolled back: %2</source>
        <translation>比预测差（%1），且无法回滚：%2</translation>
    </message>
    <message>
        <source>rolled back, %1</source>
        <translation>已回滚，%1</translation>
    </message>
    <message>
        <source>new thresholds %1</source>
        <translation>新阈值：%1</translation>
    </message>
    <message>
        <source>fewer than %1 requests were recorded before: nothing to compare with</source>
        <translation>此前记录的请求少于 %1 个：没有可比较的数据</translation>
    </message>
    <message>
        <source>the requests cannot be read: %1</source>
        <translation>无法读取请求：%1</translation>
    </message>
    <message>
        <source>p95 %1 ms, predicted %2 to %3; %4 % failed, predicted %5 to %6</source>
        <translation>p95 %1 毫秒，预测 %2 至 %3；失败 %4 %，预测 %5 至 %6</translation>
    </message>
    <message>
        <source>%1 of %2 requests</source>
        <translation>%2 个请求中已有 %1 个</translation>
    </message>
    <message>
        <source>%1 over %2 requests: %3</source>
        <translation>%2 个请求中%1：%3</translation>
    </message>
    <message>
        <source>the application has other thresholds or another policy by now</source>
        <translation>该应用的阈值或策略现已不同</translation>
    </message>
    <message>
        <source>before and tried are the same: there is nothing to watch</source>
        <translation>更改前后相同：没有可观察的内容</translation>
    </message>
    <message>
        <source>%1 sweeps run or wait: allowed are %2 at once</source>
        <translation>%1 个扫描正在运行或等待：同时最多 %2 个</translation>
    </message>
    <message>
        <source>%1 of %2 pairs</source>
        <translation>%2 对阈值中已完成 %1 对</translation>
    </message>
    <message>
        <source>looking for a better pair</source>
        <translation>正在寻找更好的一对阈值</translation>
    </message>
    <message>
        <source>cancelled before the first pair</source>
        <translation>在第一对阈值之前已取消</translation>
    </message>
    <message>
        <source>%1 of %2 pairs over %3 requests: sweep %4</source>
        <translation>在 %3 个请求上完成了 %2 对阈值中的 %1 对：扫描 %4</translation>
    </message>
    <message>
        <source>a sweep needs at least %1 recorded requests; there are %2</source>
        <translation>扫描至少需要 %1 个已记录的请求；现有 %2 个</translation>
    </message>
    <message>
        <source>%1 requests to tune on and %2 to prove it: needed are %3 each</source>
        <translation>有 %1 个请求用于调优、%2 个用于验证：各需要 %3 个</translation>
    </message>
    <message>
        <source>%1 blocks of %2 s to prove it: needed are %3</source>
        <translation>有 %1 段各 %2 秒用于验证：需要 %3 段</translation>
    </message>
    <message>
        <source>the tuning was stopped before its end</source>
        <translation>调优在结束前被停止</translation>
    </message>
    <message>
        <source>the same asker asked anew</source>
        <translation>同一提问者又提了新问题</translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation>%1 个请求</translation>
    </message>
    <message>
        <source>%1 requests in %2</source>
        <translation>%1 个请求，保存在 %2</translation>
    </message>
    <message>
        <source>cancelled: nothing is left of it</source>
        <translation>已取消：没有留下任何内容</translation>
    </message>
    <message>
        <source>F = %1/s, D = %2 bytes</source>
        <translation>F = %1/s，D = %2 字节</translation>
    </message>
    <message>
        <source>F = %1/s, D not locatable</source>
        <translation>F = %1/s，无法确定 D</translation>
    </message>
    <message>
        <source>F not locatable, D = %1 bytes</source>
        <translation>无法确定 F，D = %1 字节</translation>
    </message>
    <message>
        <source>F not locatable, D not locatable</source>
        <translation>无法确定 F 和 D</translation>
    </message>
    <message>
        <source>a calibration is under way: one at a time</source>
        <translation>已有校准正在进行：同时只能有一个</translation>
    </message>
    <message>
        <source>warming up &quot;%1&quot;</source>
        <translation>正在预热“%1”</translation>
    </message>
    <message>
        <source>%1 tier: %2 requests of %3 bytes at %4/s</source>
        <translation>%1层：%2 个请求，每个 %3 字节，每秒 %4 个</translation>
    </message>
    <message>
        <source>%1 tier: %2</source>
        <translation>%1层：%2</translation>
    </message>
    <message>
        <source>cancelled: nothing is sent any more</source>
        <translation>已取消：不再发送任何请求</translation>
    </message>
    <message>
        <source>backend &quot;%1&quot; does not take the sample (POST %2, %3): %4; give another sample</source>
        <translation>后端“%1”不接受样本（POST %2，%3）：%4；请换一个样本</translation>
    </message>
    <message>
        <source>%1 requests are unanswered</source>
        <translation>有 %1 个请求未得到应答</translation>
    </message>
    <message>
        <source>backend &quot;%1&quot; is not in service</source>
        <translation>后端“%1”不在服务</translation>
    </message>
    <message>
        <source>it has no backend</source>
        <translation>该层没有后端</translation>
    </message>
    <message>
        <source>nothing can be located of &quot;%1&quot;: local: %2; container: %3; serverless: %4</source>
        <translation>无法为“%1”确定任何值：本地：%2；容器：%3；无服务器：%4</translation>
    </message>
    <message>
        <source>consent is needed: the live backends of &quot;%1&quot; would get %2</source>
        <translation>需要同意：“%1”的在用后端将收到 %2</translation>
    </message>
    <message>
        <source>at most %1 requests/s, %2 requests and %3 MB in all, for %4 s at the longest</source>
        <translation>每秒最多 %1 个请求，共 %2 个请求和 %3 MB，最长 %4 秒</translation>
    </message>
    <message>
        <source>at most %1 requests/s, %2 requests and %3 MB in all, for %4 s at the longest, at a cost of at most %5 USD</source>
        <translation>每秒最多 %1 个请求，共 %2 个请求和 %3 MB，最长 %4 秒，费用最多 %5 美元</translation>
    </message>
    <message>
        <source>not locatable: %1</source>
        <translation>无法确定：%1</translation>
    </message>
    <message>
        <source>the local tier cannot be measured: %1</source>
        <translation>无法测量本地层：%1</translation>
    </message>
    <message>
        <source>the %1 tier cannot be measured: %2</source>
        <translation>无法测量%1层：%2</translation>
    </message>
    <message>
        <source>the limit of %1 requests was reached before it was narrowed down</source>
        <translation>在缩小范围之前已达到 %1 个请求的上限</translation>
    </message>
    <message>
        <source>the limit of %1 requests was reached first</source>
        <translation>已先达到 %1 个请求的上限</translation>
    </message>
    <message>
        <source>no size that is swept is within the %1 tier&apos;s payload limit of %2 bytes</source>
        <translation>所扫描的大小都超出%1层 %2 字节的载荷上限</translation>
    </message>
    <message>
        <source>the %1 tier takes no more than %2 bytes</source>
        <translation>%1层最多接受 %2 字节</translation>
    </message>
    <message>
        <source>%1 of %2 requests failed at the %3 tier: %4</source>
        <translation>%3层的 %2 个请求中有 %1 个失败：%4</translation>
    </message>
    <message>
        <source>the %1 tier&apos;s p95 is %2 ms, over half of the latency bound</source>
        <translation>%1层的 p95 为 %2 毫秒，超过延迟上限的一半</translation>
    </message>
    <message>
        <source>the %1 tier&apos;s p95 of %2 ms is above the %3 tier&apos;s %4 ms</source>
        <translation>%1层的 p95 为 %2 毫秒，高于%3层的 %4 毫秒</translation>
    </message>
    <message>
        <source>up to %1 the %2 tier fares no worse than the %3 tier</source>
        <translation>直到 %1，%2层都不比%3层差</translation>
    </message>
    <message>
        <source>up to %1 the %2 tier fares no worse</source>
        <translation>直到 %1，%2层都没有变差</translation>
    </message>
    <message>
        <source>already at %1, the least that is tried, %2</source>
        <translation>在所尝试的最小值 %1 处，%2</translation>
    </message>
    <message>
        <source>at %1 %2; at %3 it still fared no worse; %4</source>
        <translation>取 %1 时，%2；取 %3 时仍不更差；%4</translation>
    </message>
    <message>
        <source>at %1 %2; at %3 it still fared no worse</source>
        <translation>取 %1 时，%2；取 %3 时仍不更差</translation>
    </message>
    <message>
        <source>%1 requests/s</source>
        <translation>%1 请求/秒</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>尚未查询</translation>
    </message>
    <message>
        <source>the NVIDIA driver has not answered for %1 s</source>
        <translation>NVIDIA 驱动已有 %1 秒没有应答</translation>
    </message>
    <message>
        <source>no NVIDIA driver: %1</source>
        <translation>没有 NVIDIA 驱动：%1</translation>
    </message>
    <message>
        <source>the NVIDIA driver is too old: %1 lacks nvmlInit_v2, nvmlDeviceGetCount_v2 or nvmlDeviceGetHandleByIndex_v2</source>
        <translation>NVIDIA 驱动过旧：%1 缺少 nvmlInit_v2、nvmlDeviceGetCount_v2 或 nvmlDeviceGetHandleByIndex_v2</translation>
    </message>
    <message>
        <source>the NVIDIA driver does not start: %1</source>
        <translation>NVIDIA 驱动无法启动：%1</translation>
    </message>
    <message>
        <source>the NVIDIA driver does not tell its GPUs: %1</source>
        <translation>NVIDIA 驱动没有给出 GPU 信息：%1</translation>
    </message>
    <message>
        <source>&quot;%1&quot;: allowed are %2</source>
        <translation>“%1”：允许 %2</translation>
    </message>
    <message>
        <source>%1 (NVML error %2)</source>
        <translation>%1（NVML 错误 %2）</translation>
    </message>
    <message>
        <source>NVML error %1</source>
        <translation>NVML 错误 %1</translation>
    </message>
    <message>
        <source>pulling %1 of %2, %3 %, %4/s</source>
        <translation>正在拉取 %2 中的 %1，%3 %，%4/s</translation>
    </message>
    <message>
        <source>F, requests/s; 0 … 1e9</source>
        <translation>F，请求/秒；0 … 1e9</translation>
    </message>
    <message>
        <source>D, bytes; 0 … 1099511627776</source>
        <translation>D，字节；0 … 1099511627776</translation>
    </message>
    <message>
        <source>http://HOST[:PORT][/base] or https://HOST[:PORT][/base]</source>
        <translation>http://HOST[:PORT][/base] 或 https://HOST[:PORT][/base]</translation>
    </message>
    <message>
        <source>https: PEM file of the authorities to believe; empty = the system&apos;s</source>
        <translation>https：受信任的颁发机构的 PEM 文件；空 = 系统的</translation>
    </message>
    <message>
        <source>https: name sent and looked for in the certificate; empty = the url&apos;s host</source>
        <translation>https：发送并在证书中查找的名称；空 = 地址中的主机</translation>
    </message>
    <message>
        <source>https: false = any certificate will do</source>
        <translation>https：false = 接受任何证书</translation>
    </message>
    <message>
        <source>image reference</source>
        <translation>镜像引用</translation>
    </message>
    <message>
        <source>port the process inside listens on</source>
        <translation>容器内进程监听的端口</translation>
    </message>
    <message>
        <source>CPU limit of each replica or instance; 0 = none</source>
        <translation>每个副本或实例的 CPU 限制；0 = 无</translation>
    </message>
    <message>
        <source>memory limit of each replica or instance; 0 = none</source>
        <translation>每个副本或实例的内存限制；0 = 无</translation>
    </message>
    <message>
        <source>variables; values may be ${env:NAME} or ${file:/path}</source>
        <translation>变量；值可以是 ${env:NAME} 或 ${file:/path}</translation>
    </message>
    <message>
        <source>program and arguments; empty = the image&apos;s</source>
        <translation>程序及参数；空 = 镜像自带的</translation>
    </message>
    <message>
        <source>most time from start to healthy</source>
        <translation>从启动到健康的最长时间</translation>
    </message>
    <message>
        <source>program and arguments; it speaks the AWS Lambda Runtime API</source>
        <translation>程序及参数；它使用 AWS Lambda Runtime API</translation>
    </message>
    <message>
        <source>how long an idle instance is kept</source>
        <translation>空闲实例的保留时间</translation>
    </message>
    <message>
        <source>most time of a cold start</source>
        <translation>冷启动的最长时间</translation>
    </message>
    <message>
        <source>most time of one invocation</source>
        <translation>单次调用的最长时间</translation>
    </message>
    <message>
        <source>largest answer of an invocation</source>
        <translation>单次调用的最大应答</translation>
    </message>
    <message>
        <source>how instances are kept apart</source>
        <translation>实例之间的隔离方式</translation>
    </message>
    <message>
        <source>given by the engine, never reused; ignored when written</source>
        <translation>由引擎给出，从不重用；写入时忽略</translation>
    </message>
    <message>
        <source>1 … 63 of A-Z a-z 0-9 . _ -, unique in the application</source>
        <translation>1 … 63 个字符 A-Z a-z 0-9 . _ -，在应用内唯一</translation>
    </message>
    <message>
        <source>role in the rule</source>
        <translation>在规则中的角色</translation>
    </message>
    <message>
        <source>how it is run and reached; the keys that follow depend on it</source>
        <translation>运行和访问方式；后面的键取决于它</translation>
    </message>
    <message>
        <source>most requests in flight; 1 … 100000</source>
        <translation>最多处理中的请求数；1 … 100000</translation>
    </message>
    <message>
        <source>largest body it takes; 0 = no limit, of a function 6291456</source>
        <translation>接受的最大请求体；0 = 无限制，函数为 6291456</translation>
    </message>
    <message>
        <source>price of serving requests, for a budget; 0 … 1, 0 = paid for anyway</source>
        <translation>处理请求的价格，用于预算；0 … 1，0 = 费用另计</translation>
    </message>
    <message>
        <source>taken out of service by the operator</source>
        <translation>由操作员停止服务</translation>
    </message>
    <message>
        <source>most time to connect</source>
        <translation>连接的最长时间</translation>
    </message>
    <message>
        <source>longest silence of the backend</source>
        <translation>后端最长的静默时间</translation>
    </message>
    <message>
        <source>GET; 2xx or 3xx is healthy; empty = TCP connect only</source>
        <translation>GET；2xx 或 3xx 为健康；空 = 仅 TCP 连接</translation>
    </message>
    <message>
        <source>between two checks</source>
        <translation>两次检查之间</translation>
    </message>
    <message>
        <source>most time of one check</source>
        <translation>单次检查的最长时间</translation>
    </message>
    <message>
        <source>successes in a row that make it up</source>
        <translation>连续成功多少次视为正常</translation>
    </message>
    <message>
        <source>failures in a row that make it down</source>
        <translation>连续失败多少次视为停止</translation>
    </message>
    <message>
        <source>failed attempts in a row that eject a backend; 0 = off</source>
        <translation>连续失败多少次后剔除后端；0 = 关闭</translation>
    </message>
    <message>
        <source>share of failed attempts in 10 s that ejects, when the others fail less than a quarter as often; 0 = off</source>
        <translation>10 秒内失败尝试达到此比例即剔除，前提是其他后端的失败不到其四分之一；0 = 关闭</translation>
    </message>
    <message>
        <source>in these 10 s, or nothing is concluded</source>
        <translation>在这 10 秒内，否则不作结论</translation>
    </message>
    <message>
        <source>as many times slower than before ejects, when its peers are not; 0 = off</source>
        <translation>比之前慢这么多倍即剔除，前提是同层后端没有变慢；0 = 关闭</translation>
    </message>
    <message>
        <source>time out of service, times the ejections in a row</source>
        <translation>停止服务的时间，乘以连续剔除的次数</translation>
    </message>
    <message>
        <source>longest time out of service</source>
        <translation>停止服务的最长时间</translation>
    </message>
    <message>
        <source>most backends ejected for how they answer; one always may be</source>
        <translation>因应答而被剔除的后端的最大比例；总允许剔除一个</translation>
    </message>
    <message>
        <source>with fewer backends available, those that answer at all are used again; 0 = answer 503</source>
        <translation>可用后端少于此比例时，重新使用有应答的后端；0 = 应答 503</translation>
    </message>
    <message>
        <source>what may be sent to a second backend after the first received some of it</source>
        <translation>第一个后端已收到部分内容后，哪些请求可以发送到第二个后端</translation>
    </message>
    <message>
        <source>1 … 63 of A-Z a-z 0-9 . _ -, unique</source>
        <translation>1 … 63 个字符 A-Z a-z 0-9 . _ -，唯一</translation>
    </message>
    <message>
        <source>path prefix whose requests go here unchanged; empty = none, / = all that is left</source>
        <translation>其请求原样转到此处的路径前缀；空 = 无，/ = 其余全部</translation>
    </message>
    <message>
        <source>how requests are placed</source>
        <translation>请求的放置方式</translation>
    </message>
    <message>
        <source>F, requests/s</source>
        <translation>F，请求/秒</translation>
    </message>
    <message>
        <source>D, bytes</source>
        <translation>D，字节</translation>
    </message>
    <message>
        <source>W, the window in which the frequency is counted</source>
        <translation>W，统计频率的窗口</translation>
    </message>
    <message>
        <source>of the whole request, waiting included</source>
        <translation>整个请求的时限，包括等待</translation>
    </message>
    <message>
        <source>most requests waiting</source>
        <translation>最多等待的请求数</translation>
    </message>
    <message>
        <source>adaptive: what 1000 requests may cost by usd_per_second; 0 … 1e6, 0 = money does not count</source>
        <translation>adaptive：按 usd_per_second 计，1000 个请求的费用上限；0 … 1e6，0 = 不计费用</translation>
    </message>
    <message>
        <source>adaptive: parts left out, of sizes, wait, cold_start, slowness, failures, guard, price, exploration, queue, externality, staleness</source>
        <translation>adaptive：省去的部分，可选 sizes、wait、cold_start、slowness、failures、guard、price、exploration、queue</translation>
    </message>
    <message>
        <source>when a backend is taken out because of how it answers; retries</source>
        <translation>何时因应答情况剔除后端；重试</translation>
    </message>
    <message>
        <source>HOST:PORT for HTTPS; empty = none</source>
        <translation>HTTPS 的 HOST:PORT；空 = 无</translation>
    </message>
    <message>
        <source>PEM file: the certificate, then its chain</source>
        <translation>PEM 文件：证书，然后是证书链</translation>
    </message>
    <message>
        <source>PEM file, not readable by everybody</source>
        <translation>PEM 文件，不得所有人可读</translation>
    </message>
    <message>
        <source>PEM file: clients must show a certificate signed by one of these; empty = none</source>
        <translation>PEM 文件：客户端必须出示由其中之一签发的证书；空 = 无</translation>
    </message>
    <message>
        <source>oldest TLS version</source>
        <translation>最低 TLS 版本</translation>
    </message>
    <message>
        <source>most header fields of a request</source>
        <translation>请求头字段的最大数量</translation>
    </message>
    <message>
        <source>longest request target</source>
        <translation>最长的请求目标</translation>
    </message>
    <message>
        <source>longest chunk extension</source>
        <translation>最长的分块扩展</translation>
    </message>
    <message>
        <source>framing of a chunked body beyond what its chunks need</source>
        <translation>分块请求体中超出分块所需的成帧字节</translation>
    </message>
    <message>
        <source>most bytes of trailers</source>
        <translation>尾部字段的最大字节数</translation>
    </message>
    <message>
        <source>of an IPv4 address or an IPv6 /64; 0 = no limit</source>
        <translation>每个 IPv4 地址或 IPv6 /64；0 = 无限制</translation>
    </message>
    <message>
        <source>0 = no limit</source>
        <translation>0 = 无限制</translation>
    </message>
    <message>
        <source>slowest request body; 0 = no limit</source>
        <translation>请求体的最低速率；0 = 无限制</translation>
    </message>
    <message>
        <source>slowest reading of an answer; 0 = no limit</source>
        <translation>读取应答的最低速率；0 = 无限制</translation>
    </message>
    <message>
        <source>before the two rates count</source>
        <translation>两个速率开始计算之前</translation>
    </message>
    <message>
        <source>HOST:PORT; empty = only HTTPS</source>
        <translation>HOST:PORT；空 = 仅 HTTPS</translation>
    </message>
    <message>
        <source>largest request body</source>
        <translation>最大请求体</translation>
    </message>
    <message>
        <source>largest request head</source>
        <translation>最大请求头</translation>
    </message>
    <message>
        <source>most client connections</source>
        <translation>最多客户端连接数</translation>
    </message>
    <message>
        <source>first byte of a request to the end of its head</source>
        <translation>从请求的第一个字节到请求头结束</translation>
    </message>
    <message>
        <source>longest silence of a client inside a body</source>
        <translation>客户端在请求体中最长的静默时间</translation>
    </message>
    <message>
        <source>longest idle keep-alive</source>
        <translation>空闲保持连接的最长时间</translation>
    </message>
    <message>
        <source>SIGTERM to the end of the last request</source>
        <translation>从 SIGTERM 到最后一个请求结束</translation>
    </message>
    <message>
        <source>requests for another protocol, as for WebSocket</source>
        <translation>请求其他协议，例如 WebSocket</translation>
    </message>
    <message>
        <source>longest silence of both sides of a tunnel</source>
        <translation>隧道两端最长的静默时间</translation>
    </message>
    <message>
        <source>a peer whose machine acknowledges nothing for so long is gone</source>
        <translation>对方主机这么久没有确认即视为已断开</translation>
    </message>
    <message>
        <source>age at which request records are removed</source>
        <translation>请求记录的移除期限</translation>
    </message>
    <message>
        <source>age at which hourly roll-ups are removed</source>
        <translation>每小时汇总的移除期限</translation>
    </message>
    <message>
        <source>size at which the oldest request records are removed</source>
        <translation>达到此大小时移除最旧的请求记录</translation>
    </message>
    <message>
        <source>counts the applied changes</source>
        <translation>已应用更改的计数</translation>
    </message>
    <message>
        <source>what may be repeated is sent to a second backend beside the first when that has not begun to answer for so long, and for longer than all but hedge_percent of the requests take; 0 = off</source>
        <translation>可重复的请求，若第一个后端这么久仍未开始应答，且已久于除 hedge_percent 之外所有请求所用的时间，则同时再发往第二个后端；0 = 关闭</translation>
    </message>
    <message>
        <source>most requests that are sent a second time for that; 1 … 20</source>
        <translation>因此而第二次发送的请求至多占多少；1 … 20</translation>
    </message>
    <message>
        <source>the watch cannot be stored</source>
        <translation>无法保存观察</translation>
    </message>
    <message>
        <source>the watches cannot be read</source>
        <translation>无法读取观察</translation>
    </message>
    <message>
        <source>the watch holds text that is not UTF-8</source>
        <translation>观察中含有非 UTF-8 文本</translation>
    </message>
    <message>
        <source>new thresholds are watched on after a restart</source>
        <translation>重启后继续观察新阈值</translation>
    </message>
    <message>
        <source>new thresholds are watched no longer: %1</source>
        <translation>不再观察新阈值：%1</translation>
    </message>
    <message>
        <source>what was stored of the watch is damaged</source>
        <translation>所保存的观察已损坏</translation>
    </message>
    <message>
        <source>backend &quot;%1&quot; is of kind function: only the running engine measures it</source>
        <translation>后端“%1”是函数类型：只有运行中的引擎能测量它</translation>
    </message>
    <message>
        <source>backend &quot;%1&quot; takes no more than %2 bytes, and the sample has %3</source>
        <translation>后端“%1”最多接受 %2 字节，而样本有 %3 字节</translation>
    </message>
    <message>
        <source>backend &quot;%1&quot; gives no answer: %2</source>
        <translation>后端“%1”没有应答：%2</translation>
    </message>
    <message>
        <source>backend &quot;%1&quot; answered its first request in %2 ms, its cold start included</source>
        <translation>后端“%1”的首个请求用时 %2 毫秒，含冷启动</translation>
    </message>
    <message>
        <source>no instance was free in time</source>
        <translation>没有实例及时空闲</translation>
    </message>
    <message>
        <source>most_usd = %1: allowed is from %2 on, which warming up may cost</source>
        <translation>most_usd = %1：至少为 %2，预热可能花费这么多</translation>
    </message>
    <message>
        <source>the limit of %1 USD was reached before it was narrowed down</source>
        <translation>在缩小范围之前已达到 %1 美元的上限</translation>
    </message>
    <message>
        <source>the limit of %1 USD was reached first</source>
        <translation>已先达到 %1 美元的上限</translation>
    </message>
</context>
<context>
    <name>PlacementPlane</name>
    <message>
        <source>waits: no backend has room</source>
        <translation>等待：没有后端有余量</translation>
    </message>
    <message>
        <source>refused: no backend is healthy</source>
        <translation>拒绝：没有健康的后端</translation>
    </message>
    <message>
        <source>refused: no backend takes this size</source>
        <translation>拒绝：没有后端接受此大小</translation>
    </message>
    <message>
        <source>Placement of %1 by %2: F %3, D %4.</source>
        <translation>%1 按 %2 放置：F %3，D %4。</translation>
    </message>
    <message>
        <source>%1: no healthy backend.</source>
        <translation>%1：没有健康的后端。</translation>
    </message>
    <message>
        <source>%1: %2 of %3 places taken.</source>
        <translation>%1：%3 个位置中已占用 %2 个。</translation>
    </message>
    <message>
        <source>%1 of the plane: %2.</source>
        <translation>平面的 %1：%2。</translation>
    </message>
</context>
<context>
    <name>QAbstractSpinBox</name>
    <message>
        <source>&amp;Select All</source>
        <translation>全选(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Step up</source>
        <translation>增加(&amp;S)</translation>
    </message>
    <message>
        <source>Step &amp;down</source>
        <translation>减少(&amp;D)</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>是(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>否(&amp;N)</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>look up the name</source>
        <translation>解析名称</translation>
    </message>
    <message>
        <source>connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>agree on TLS</source>
        <translation>TLS 握手</translation>
    </message>
    <message>
        <source>health check</source>
        <translation>健康检查</translation>
    </message>
    <message>
        <source>sample inference</source>
        <translation>示例推理</translation>
    </message>
    <message>
        <source>reach Docker</source>
        <translation>连接 Docker</translation>
    </message>
    <message>
        <source>image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>find the program</source>
        <translation>查找程序</translation>
    </message>
    <message>
        <source>pull</source>
        <translation>拉取</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>shift requests</source>
        <translation>切换请求</translation>
    </message>
    <message>
        <source>drain</source>
        <translation>排空</translation>
    </message>
    <message>
        <source>keep old</source>
        <translation>保留旧的</translation>
    </message>
    <message>
        <source>remove old</source>
        <translation>移除旧的</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>containers</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>local ports</source>
        <translation>本机端口</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>clean up</source>
        <translation>清理</translation>
    </message>
</context>
<context>
    <name>straightline::ui</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 天</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ActionRegistry</name>
    <message>
        <source>This cannot be done now.</source>
        <translation>现在无法执行。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ActivityPage</name>
    <message>
        <source>Operations</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>&amp;Cancel the operation</source>
        <translation>取消操作(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel the chosen operation</source>
        <translation>取消所选操作</translation>
    </message>
    <message>
        <source>&amp;Bring back</source>
        <translation>恢复(&amp;B)</translation>
    </message>
    <message>
        <source>Choose a running operation first.</source>
        <translation>请先选择一个正在进行的操作。</translation>
    </message>
    <message>
        <source>Choose a change first.</source>
        <translation>请先选择一条更改。</translation>
    </message>
    <message>
        <source>Cancel the operation</source>
        <translation>取消操作</translation>
    </message>
    <message>
        <source>Bring back %1</source>
        <translation>恢复 %1</translation>
    </message>
    <message>
        <source>Nothing runs and nothing ran since the engine started. Redeploying or draining a backend shows here.</source>
        <translation>引擎启动以来没有运行过操作。重新部署或排空后端会显示在这里。</translation>
    </message>
    <message>
        <source>Nobody has changed anything yet.</source>
        <translation>还没有人更改过任何内容。</translation>
    </message>
    <message>
        <source>Nothing happened yet that an operator should know.</source>
        <translation>还没有发生需要操作员知道的事。</translation>
    </message>
    <message>
        <source>Co&amp;py the result</source>
        <translation>复制结果(&amp;P)</translation>
    </message>
    <message>
        <source>Copy the chosen operation with its step or error as text</source>
        <translation>把所选操作及其步骤或错误复制为文字</translation>
    </message>
    <message>
        <source>Bring back what was before the chosen change; what others changed since stays</source>
        <translation>恢复所选更改之前的内容；他人之后的更改保留</translation>
    </message>
    <message>
        <source>What the change did</source>
        <translation>更改的内容</translation>
    </message>
    <message>
        <source>Choose an operation first.</source>
        <translation>请先选择一个操作。</translation>
    </message>
    <message>
        <source>The changes cannot be read. %1</source>
        <translation>无法读取更改。%1</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Bring back %1 as it was before this change?</source>
        <translation>把 %1 恢复到此更改之前的状态？</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ActivitySection</name>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>straightline::ui::Advice</name>
    <message>
        <source>Edit the address…</source>
        <translation>编辑地址…</translation>
    </message>
    <message>
        <source>The host&apos;s name is not known here: correct the address.</source>
        <translation>此处无法解析该主机名：请更正地址。</translation>
    </message>
    <message>
        <source>Edit the TLS rules…</source>
        <translation>编辑 TLS 规则…</translation>
    </message>
    <message>
        <source>Correct the authorities or the server name, or renew its certificate.</source>
        <translation>请更正证书颁发机构或服务器名称，或更新其证书。</translation>
    </message>
    <message>
        <source>Nothing answers there: start the server, or correct the address.</source>
        <translation>那里没有应答：请启动服务器，或更正地址。</translation>
    </message>
    <message>
        <source>Edit the health check…</source>
        <translation>编辑健康检查…</translation>
    </message>
    <message>
        <source>It answers too slowly: see whether it is overloaded, or allow the check more time.</source>
        <translation>它应答太慢：请查看是否过载，或给检查更多时间。</translation>
    </message>
    <message>
        <source>See what the server logs, or correct the path of the health check.</source>
        <translation>请查看服务器日志，或更正健康检查的路径。</translation>
    </message>
    <message>
        <source>Start Docker; the engine tries again by itself.</source>
        <translation>请启动 Docker；引擎会自动重试。</translation>
    </message>
    <message>
        <source>Edit the image…</source>
        <translation>编辑镜像…</translation>
    </message>
    <message>
        <source>Correct the image&apos;s name or tag, or sign in to its registry.</source>
        <translation>请更正镜像的名称或标签，或登录其仓库。</translation>
    </message>
    <message>
        <source>Edit the command…</source>
        <translation>编辑命令…</translation>
    </message>
    <message>
        <source>Correct the command, or see what it wrote.</source>
        <translation>请更正命令，或查看它的输出。</translation>
    </message>
    <message>
        <source>Edit the settings…</source>
        <translation>编辑设置…</translation>
    </message>
    <message>
        <source>See what it wrote, then correct its settings or redeploy.</source>
        <translation>请查看它的输出，然后更正设置或重新部署。</translation>
    </message>
    <message>
        <source>Correct the command, or install what it names.</source>
        <translation>请更正命令，或安装它所指的程序。</translation>
    </message>
    <message>
        <source>See what it wrote, then correct its settings.</source>
        <translation>请查看它的输出，然后更正设置。</translation>
    </message>
    <message>
        <source>Edit the limit…</source>
        <translation>编辑限制…</translation>
    </message>
    <message>
        <source>Raise its memory limit, or see what it wrote before it ended.</source>
        <translation>请提高其内存限制，或查看它结束前的输出。</translation>
    </message>
    <message>
        <source>Correct the sample or the application&apos;s name, or see what the server logs.</source>
        <translation>请更正样本或应用名称，或查看服务器日志。</translation>
    </message>
    <message>
        <source>Start Docker, or allow the engine&apos;s user to use it.</source>
        <translation>请启动 Docker，或允许引擎所用的用户使用它。</translation>
    </message>
    <message>
        <source>Correct the image&apos;s name or tag. A registered backend fetches it by itself.</source>
        <translation>请更正镜像名称或标签。注册后的后端会自行拉取镜像。</translation>
    </message>
    <message>
        <source>It is removed when Docker is reached again.</source>
        <translation>再次连上 Docker 时会将其移除。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::Allowed</name>
    <message>
        <source>1 … 63 of A-Z a-z 0-9 . _ -, beginning with a letter or digit</source>
        <translation>1 … 63 个字符 A-Z a-z 0-9 . _ -，以字母或数字开头</translation>
    </message>
    <message>
        <source>variables with a name without =</source>
        <translation>名称中不含 = 的变量</translation>
    </message>
    <message>
        <source>each variable once</source>
        <translation>每个变量一次</translation>
    </message>
    <message>
        <source>values without a null character</source>
        <translation>不含空字符的值</translation>
    </message>
    <message>
        <source>words without a null character</source>
        <translation>不含空字符的词</translation>
    </message>
    <message>
        <source>empty or HOST:PORT, port 0 … 65535</source>
        <translation>留空或 HOST:PORT，端口 0 … 65535</translation>
    </message>
    <message>
        <source>HOST:PORT, port 0 … 65535; empty only beside tls.listen</source>
        <translation>HOST:PORT，端口 0 … 65535；仅在设置了 tls.listen 时可留空</translation>
    </message>
    <message>
        <source>an absolute path of a PEM file</source>
        <translation>PEM 文件的绝对路径</translation>
    </message>
    <message>
        <source>empty or an absolute path of a PEM file</source>
        <translation>留空或 PEM 文件的绝对路径</translation>
    </message>
    <message>
        <source>a PEM file, because tls.listen is set</source>
        <translation>PEM 文件，因为设置了 tls.listen</translation>
    </message>
    <message>
        <source>http://HOST[:PORT][/base] or https://HOST[:PORT][/base]</source>
        <translation>http://HOST[:PORT][/base] 或 https://HOST[:PORT][/base]</translation>
    </message>
    <message>
        <source>an address without blanks, user, query or fragment</source>
        <translation>不含空格、用户、查询或片段的地址</translation>
    </message>
    <message>
        <source>empty or an absolute path</source>
        <translation>留空或绝对路径</translation>
    </message>
    <message>
        <source>empty when the url is not https://…</source>
        <translation>地址不是 https://… 时留空</translation>
    </message>
    <message>
        <source>true when the url is not https://…</source>
        <translation>地址不是 https://… 时为 true</translation>
    </message>
    <message>
        <source>empty or a host name without port</source>
        <translation>留空或不含端口的主机名</translation>
    </message>
    <message>
        <source>an image reference, e.g. straightline/digits:latest</source>
        <translation>镜像引用，例如 straightline/digits:latest</translation>
    </message>
    <message>
        <source>a program and its arguments</source>
        <translation>程序及其参数</translation>
    </message>
    <message>
        <source>each word once</source>
        <translation>每个词一次</translation>
    </message>
    <message>
        <source>empty or a path that begins with /</source>
        <translation>留空或以 / 开头的路径</translation>
    </message>
    <message>
        <source>empty, /, or an absolute path without a final slash</source>
        <translation>留空、/ 或末尾不带斜杠的绝对路径</translation>
    </message>
    <message>
        <source>0 (no limit) or at least %1</source>
        <translation>0（无限制）或至少 %1</translation>
    </message>
    <message>
        <source>0 (no limit) or %1</source>
        <translation>0（无限制）或 %1</translation>
    </message>
    <message>
        <source>0 (off) or %1</source>
        <translation>0（关闭）或 %1</translation>
    </message>
    <message>
        <source>0 (no budget) … %1</source>
        <translation>0（无预算）… %1</translation>
    </message>
    <message>
        <source>a number of requests/s, %1</source>
        <translation>每秒请求数，%1</translation>
    </message>
    <message>
        <source>one of %1; the oracle must be told service times, as only straightline replay can</source>
        <translation>%1 之一；oracle 需要事先知道服务时间，只有 straightline replay 能做到</translation>
    </message>
    <message>
        <source>a list of %1</source>
        <translation>由 %1 组成的列表</translation>
    </message>
    <message>
        <source>at most %1 characters without blanks, ? or #</source>
        <translation>至多 %1 个字符，不含空格、? 和 #</translation>
    </message>
    <message>
        <source>at most %1 characters without blanks</source>
        <translation>至多 %1 个字符，不含空格</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>至多 %1</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ApplicationDialog</name>
    <message>
        <source>Create an application</source>
        <translation>创建应用</translation>
    </message>
    <message>
        <source>Edit the application %1</source>
        <translation>编辑应用 %1</translation>
    </message>
    <message>
        <source>Clone the application %1</source>
        <translation>克隆应用 %1</translation>
    </message>
    <message numerus="yes">
        <source>With its %n backend(s), started a second time</source>
        <translation>
            <numerusform>连同其 %n 个后端，另行启动一份</numerusform>
        </translation>
    </message>
    <message>
        <source>Containers and function instances of the clone are its own.</source>
        <translation>克隆应用的容器和函数实例是独立的。</translation>
    </message>
    <message>
        <source>Settings of the application</source>
        <translation>应用的设置</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>创建(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>C&amp;lone</source>
        <translation>克隆(&amp;L)</translation>
    </message>
    <message>
        <source>%1: %2 does not work. Allowed: %3</source>
        <translation>%1：%2 无效。允许：%3</translation>
    </message>
    <message>
        <source>There is an application of this name. Choose another name, or edit that one.</source>
        <translation>已有同名应用。请换一个名称，或编辑那个应用。</translation>
    </message>
    <message>
        <source>Create %1</source>
        <translation>创建 %1</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>编辑 %1</translation>
    </message>
    <message>
        <source>Clone as %1</source>
        <translation>克隆为 %1</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ApplicationForm</name>
    <message>
        <source>When a backend answers badly</source>
        <translation>后端应答不良时</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>1 to 63 of A-Z a-z 0-9 . _ -, beginning with a letter or digit. Clients call it by this name.</source>
        <translation>1 至 63 个字符，可用 A-Z a-z 0-9 . _ -，以字母或数字开头。客户端以此名称调用。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Mount</source>
        <translation>挂载路径</translation>
    </message>
    <message>
        <source>Requests under this path go to the application unchanged; / takes all that is left; empty = none.</source>
        <translation>此路径下的请求原样转发给该应用；/ 接收其余全部请求；留空表示无。</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>How its requests are placed.</source>
        <translation>其请求如何放置。</translation>
    </message>
    <message>
        <source>Frequency threshold F</source>
        <translation>频率阈值 F</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/s</translation>
    </message>
    <message>
        <source>Above this request frequency, small requests count as a burst and go to the serverless tier.</source>
        <translation>请求频率高于此值时，小请求视为突发，转到无服务器层。</translation>
    </message>
    <message>
        <source>Size threshold D</source>
        <translation>大小阈值 D</translation>
    </message>
    <message>
        <source>Requests with a larger body go to the container tier.</source>
        <translation>请求体更大的请求转到容器层。</translation>
    </message>
    <message>
        <source>Window W</source>
        <translation>窗口 W</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>The window in which the request frequency is counted, 10 ms to 1 h.</source>
        <translation>统计请求频率的窗口，10 毫秒至 1 小时。</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>截止时限</translation>
    </message>
    <message>
        <source>Longest time of a whole request, waiting included.</source>
        <translation>整个请求的最长时间，包括等待。</translation>
    </message>
    <message>
        <source>Queue limit</source>
        <translation>队列上限</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>个请求</translation>
    </message>
    <message>
        <source>Most requests that wait for room; one more is answered 429.</source>
        <translation>等待余量的最多请求数；再多则应答 429。</translation>
    </message>
    <message>
        <source>Failures in a row</source>
        <translation>连续失败次数</translation>
    </message>
    <message>
        <source>So many failed attempts in a row eject a backend; 0 = never for this.</source>
        <translation>连续失败达到此次数即剔除后端；0 表示不因此剔除。</translation>
    </message>
    <message>
        <source>Share of failures</source>
        <translation>失败比例</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>This share of failed attempts in 10 s ejects, when the others fail less than a quarter as often; 0 = never for this.</source>
        <translation>10 秒内失败比例达到此值且其他后端的失败率不到其四分之一时剔除；0 表示不因此剔除。</translation>
    </message>
    <message>
        <source>Attempts before judging</source>
        <translation>判断所需尝试次数</translation>
    </message>
    <message>
        <source>Fewer attempts in 10 s lead to no conclusion.</source>
        <translation>10 秒内少于此次数则不作判断。</translation>
    </message>
    <message>
        <source>Slower than before</source>
        <translation>比以前慢</translation>
    </message>
    <message>
        <source>times</source>
        <translation>倍</translation>
    </message>
    <message>
        <source>So many times slower than before ejects, when its peers are not; 0 = never for this.</source>
        <translation>比以前慢达到此倍数而同伴没有变慢时剔除；0 表示不因此剔除。</translation>
    </message>
    <message>
        <source>Ejection time</source>
        <translation>剔除时长</translation>
    </message>
    <message>
        <source>Time out of service, times the ejections in a row.</source>
        <translation>停止服务的时间，乘以连续剔除次数。</translation>
    </message>
    <message>
        <source>Longest ejection</source>
        <translation>最长剔除时长</translation>
    </message>
    <message>
        <source>Never out of service for longer than this.</source>
        <translation>停止服务的时间不会超过此值。</translation>
    </message>
    <message>
        <source>Most ejected</source>
        <translation>最多剔除</translation>
    </message>
    <message>
        <source>Of the backends in service, for how they answer; one always may be.</source>
        <translation>因应答情况而被剔除的在役后端比例；总允许剔除一个。</translation>
    </message>
    <message>
        <source>Panic below</source>
        <translation>恐慌阈值</translation>
    </message>
    <message>
        <source>With fewer backends available, those that answer at all are used again; 0 = answer 503.</source>
        <translation>可用后端低于此比例时，重新使用仍有应答的后端；0 表示应答 503。</translation>
    </message>
    <message>
        <source>idempotent methods</source>
        <translation>幂等方法</translation>
    </message>
    <message>
        <source>also with an Idempotency-Key</source>
        <translation>以及带 Idempotency-Key 的请求</translation>
    </message>
    <message>
        <source>all requests</source>
        <translation>所有请求</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>What may be sent to a second backend after the first received some of it.</source>
        <translation>第一个后端已收到部分内容后，哪些请求可再发给第二个后端。</translation>
    </message>
    <message>
        <source>Clients call the application by its name: clone it to give it another one.</source>
        <translation>客户端以名称调用应用：如需另一个名称，请克隆它。</translation>
    </message>
    <message>
        <source>Budget for 1000 requests</source>
        <translation>每 1000 个请求的预算</translation>
    </message>
    <message>
        <source>USD</source>
        <translation>美元</translation>
    </message>
    <message>
        <source>What they may cost by the backends&apos; prices; the policy Adaptive keeps to it. 0 = money does not count.</source>
        <translation>按后端价格计算允许的花费；“自适应”策略会遵守它。0 = 不计费用。</translation>
    </message>
    <message>
        <source>Hedge after</source>
        <translation>对冲等待时间</translation>
    </message>
    <message>
        <source>What may be repeated is sent to a second backend beside the first when that has not begun to answer for so long, and for longer than nearly all requests take; the first good answer counts. 0 = off.</source>
        <translation>可重复的请求，当第一个后端经过这么长时间、且比几乎所有请求所需时间都长却仍未开始应答时，会同时发往第二个后端；以先到的正常应答为准。0 = 关闭。</translation>
    </message>
    <message>
        <source>Most hedges</source>
        <translation>最多对冲</translation>
    </message>
    <message>
        <source>Of the requests, at most, are sent a second time for that, 1 to 20.</source>
        <translation>最多有这么多比例的请求因此被再发送一次，1 到 20。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ApplicationsModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What clients call the application.</source>
        <translation>客户端调用该应用时使用的名称。</translation>
    </message>
    <message>
        <source>Mount</source>
        <translation>挂载路径</translation>
    </message>
    <message>
        <source>Requests under this path go to the application unchanged.</source>
        <translation>此路径下的请求原样转发给该应用。</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>How its requests are placed.</source>
        <translation>其请求如何放置。</translation>
    </message>
    <message>
        <source>F</source>
        <translation>F</translation>
    </message>
    <message>
        <source>Frequency threshold F, requests per second.</source>
        <translation>频率阈值 F，每秒请求数。</translation>
    </message>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
    <message>
        <source>Size threshold D, bytes.</source>
        <translation>大小阈值 D，字节。</translation>
    </message>
    <message>
        <source>f now</source>
        <translation>当前 f</translation>
    </message>
    <message>
        <source>Request frequency in its window, now.</source>
        <translation>当前窗口内的请求频率。</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Finished requests over the last second.</source>
        <translation>最近一秒内完成的请求。</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>95 of 100 requests of the last 10 s took at most this long.</source>
        <translation>最近 10 秒内 100 个请求中有 95 个不超过此时长。</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Share of the last second&apos;s requests that failed.</source>
        <translation>最近一秒请求中失败的比例。</translation>
    </message>
    <message>
        <source>Backends up</source>
        <translation>正常后端</translation>
    </message>
    <message>
        <source>Backends that are up, of all that are registered.</source>
        <translation>所有已注册后端中正常的数量。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ApplicationsPage</name>
    <message>
        <source>Applications</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>&amp;New application…</source>
        <translation>新建应用(&amp;N)…</translation>
    </message>
    <message>
        <source>Create an application</source>
        <translation>创建应用</translation>
    </message>
    <message>
        <source>&amp;Edit application…</source>
        <translation>编辑应用(&amp;E)…</translation>
    </message>
    <message>
        <source>Edit the chosen application</source>
        <translation>编辑所选应用</translation>
    </message>
    <message>
        <source>C&amp;lone application…</source>
        <translation>克隆应用(&amp;L)…</translation>
    </message>
    <message>
        <source>Create an application with the settings of the chosen one</source>
        <translation>以所选应用的设置创建一个应用</translation>
    </message>
    <message>
        <source>Remo&amp;ve application…</source>
        <translation>移除应用(&amp;V)…</translation>
    </message>
    <message>
        <source>Remove the chosen application and its backends</source>
        <translation>移除所选应用及其后端</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Copy the command that sends a request to this application</source>
        <translation>复制向此应用发送请求的命令</translation>
    </message>
    <message>
        <source>Waiting for the engine…</source>
        <translation>正在等待引擎…</translation>
    </message>
    <message>
        <source>No application yet: a model that clients call by its name.</source>
        <translation>还没有应用：应用是客户端以名称调用的模型。</translation>
    </message>
    <message>
        <source>Go to the Applications page first.</source>
        <translation>请先转到“应用”页。</translation>
    </message>
    <message>
        <source>Choose an application first.</source>
        <translation>请先选择一个应用。</translation>
    </message>
    <message>
        <source>Called at %1 and %2</source>
        <translation>调用地址：%1 和 %2</translation>
    </message>
    <message>
        <source>Mounted at %1; also called at %2</source>
        <translation>挂载于 %1；也可通过 %2 调用</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) in flight will be drained.</source>
        <translation>
            <numerusform>%n 个进行中的请求将被排空。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %n backend(s) will be removed; their containers and instances are stopped.</source>
        <translation>
            <numerusform>其 %n 个后端将被移除；它们的容器和实例会停止。</numerusform>
        </translation>
    </message>
    <message>
        <source>Clients get 404 from then on. Undo creates it again with the same settings.</source>
        <translation>此后客户端将得到 404。撤销会以相同设置重新创建。</translation>
    </message>
    <message>
        <source>Remove the application</source>
        <translation>移除应用</translation>
    </message>
    <message>
        <source>Remove the application %1?</source>
        <translation>移除应用 %1？</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
</context>
<context>
    <name>straightline::ui::Audit</name>
    <message>
        <source>added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>nothing changed</source>
        <translation>无变化</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>capacity</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>tier</source>
        <translation>层</translation>
    </message>
    <message>
        <source>out of service</source>
        <translation>停止服务</translation>
    </message>
    <message>
        <source>size limit</source>
        <translation>大小限制</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>window W</source>
        <translation>窗口 W</translation>
    </message>
    <message>
        <source>deadline</source>
        <translation>截止时间</translation>
    </message>
    <message>
        <source>queue limit</source>
        <translation>队列上限</translation>
    </message>
    <message>
        <source>replicas</source>
        <translation>副本数</translation>
    </message>
    <message>
        <source>image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>mount</source>
        <translation>挂载路径</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
</context>
<context>
    <name>straightline::ui::AuditModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>On</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>更改前后</translation>
    </message>
</context>
<context>
    <name>straightline::ui::AuditUndo</name>
    <message>
        <source>%1 is %2 now, not %3 as this change left it: it was changed since. Undo that first.</source>
        <translation>%1 现在是 %2，而不是此更改留下的 %3：之后又被更改过。请先撤销那次更改。</translation>
    </message>
    <message>
        <source>This entry is no change of the configuration that can be undone.</source>
        <translation>此条目不是可以撤销的配置更改。</translation>
    </message>
    <message>
        <source>This entry changed nothing that the log keeps; secrets are not kept.</source>
        <translation>此条目没有改变日志所保存的内容；机密信息不会保存。</translation>
    </message>
    <message>
        <source>%1 exists again: it was added since. Undo that first.</source>
        <translation>%1 又存在了：之后被重新添加。请先撤销那次更改。</translation>
    </message>
    <message>
        <source>%1 does not exist any more: it was removed since. Undo that first.</source>
        <translation>%1 已不存在：之后被移除。请先撤销那次更改。</translation>
    </message>
    <message>
        <source>%1 was changed since it was added (%2). Undo that first.</source>
        <translation>%1 在添加之后又被更改（%2）。请先撤销那次更改。</translation>
    </message>
    <message>
        <source>It is undone already: everything is as it was before this change.</source>
        <translation>已经撤销：一切都与此更改之前相同。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::BackendDialog</name>
    <message>
        <source>Application</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Edit the backend %1</source>
        <translation>编辑后端 %1</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>编辑 %1</translation>
    </message>
    <message>
        <source>The application it serves; it stays with it.</source>
        <translation>它所服务的应用；不可更改。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::BackendFields</name>
    <message>
        <source>Choose the authorities</source>
        <translation>选择证书颁发机构</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>证书 (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Letters, digits, dots, - and _, at most 63; unique in its application.</source>
        <translation>字母、数字、点、- 和 _，最多 63 个；在应用内唯一。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>How it is run and reached.</source>
        <translation>它的运行与访问方式。</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Its role in the rule: what it counts as, however it is run.</source>
        <translation>它在规则中的角色，与运行方式无关。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>http:// or https://, the host, and a port or a base path if it needs one.</source>
        <translation>http:// 或 https://、主机，必要时加上端口或基础路径。</translation>
    </message>
    <message>
        <source>Server name</source>
        <translation>服务器名</translation>
    </message>
    <message>
        <source>The name that is asked for (SNI) and that the certificate must be made for.</source>
        <translation>请求时发送的名称（SNI），证书必须为该名称签发。</translation>
    </message>
    <message>
        <source>the host of the address</source>
        <translation>地址中的主机</translation>
    </message>
    <message>
        <source>&amp;Verify the certificate</source>
        <translation>验证证书(&amp;V)</translation>
    </message>
    <message>
        <source>Verify the certificate</source>
        <translation>验证证书</translation>
    </message>
    <message>
        <source>Without it anybody on the way can pose as this backend and read what is sent to it.</source>
        <translation>若不验证，途中任何人都可冒充此后端并读取发送给它的内容。</translation>
    </message>
    <message>
        <source>Addr&amp;ess</source>
        <translation>地址(&amp;E)</translation>
    </message>
    <message>
        <source>A&amp;uthorities</source>
        <translation>证书颁发机构(&amp;U)</translation>
    </message>
    <message>
        <source>Server na&amp;me</source>
        <translation>服务器名称(&amp;M)</translation>
    </message>
    <message>
        <source>Authorities</source>
        <translation>证书颁发机构</translation>
    </message>
    <message>
        <source>A PEM file on the engine&apos;s machine: only certificates signed by one of these, or one of these itself, are believed.</source>
        <translation>引擎所在机器上的 PEM 文件：仅信任由其中机构签发的证书，或其中的证书本身。</translation>
    </message>
    <message>
        <source>as the system believes</source>
        <translation>与系统相同</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the file of the authorities</source>
        <translation>选择证书颁发机构的文件</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>The image&apos;s name and tag; it is fetched when it is not on the engine&apos;s machine.</source>
        <translation>镜像的名称和标签；引擎所在机器上没有时会拉取。</translation>
    </message>
    <message>
        <source>Port inside</source>
        <translation>容器内端口</translation>
    </message>
    <message>
        <source>Where the server inside listens, 1 … 65535; the port outside is chosen by the Docker engine.</source>
        <translation>容器内服务器监听的端口，1 … 65535；外部端口由 Docker 引擎选择。</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>副本数</translation>
    </message>
    <message>
        <source>How many containers run at the same time, 1 … 64.</source>
        <translation>同时运行的容器数，1 … 64。</translation>
    </message>
    <message>
        <source>CPU limit</source>
        <translation>CPU 上限</translation>
    </message>
    <message>
        <source>In cores, of each replica, 0.01 … 1024; 0 = no limit.</source>
        <translation>每个副本的上限，单位为核，0.01 … 1024；0 = 无限制。</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>内存上限</translation>
    </message>
    <message>
        <source>Of each replica, at least 6.3 MB; 0 = no limit. Above it the container is ended.</source>
        <translation>每个副本的上限，至少 6.3 MB；0 = 无限制。超出时容器会被终止。</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>The program and its arguments inside the container; empty = as the image says.</source>
        <translation>容器内的程序及其参数；留空 = 按镜像设定。</translation>
    </message>
    <message>
        <source>as the image says</source>
        <translation>按镜像设定</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境变量</translation>
    </message>
    <message>
        <source>One NAME=value on each line. Secrets can be references: ${env:NAME} or ${file:/path}.</source>
        <translation>每行一个 NAME=值。机密可用引用：${env:NAME} 或 ${file:/路径}。</translation>
    </message>
    <message>
        <source>&amp;Image</source>
        <translation>镜像(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Replicas</source>
        <translation>副本数(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;CPU limit</source>
        <translation>CPU 上限(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Memory limit</source>
        <translation>内存上限(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Environment</source>
        <translation>环境变量(&amp;E)</translation>
    </message>
    <message>
        <source>A program that speaks the AWS Lambda Runtime API, and its arguments.</source>
        <translation>支持 AWS Lambda Runtime API 的程序及其参数。</translation>
    </message>
    <message>
        <source>Kept warm for</source>
        <translation>保温时间</translation>
    </message>
    <message>
        <source>How long an idle instance stays, in seconds, 0 … 86400; 0 = it ends at once.</source>
        <translation>空闲实例保留的时间，单位为秒，0 … 86400；0 = 立即结束。</translation>
    </message>
    <message>
        <source>Longest invocation</source>
        <translation>最长调用时间</translation>
    </message>
    <message>
        <source>In milliseconds, 10 … 3600000; an instance that takes longer is ended.</source>
        <translation>单位为毫秒，10 … 3600000；超时的实例会被终止。</translation>
    </message>
    <message>
        <source>In cores, of each instance, 0.01 … 1024; 0 = no limit.</source>
        <translation>每个实例的上限，单位为核，0.01 … 1024；0 = 无限制。</translation>
    </message>
    <message>
        <source>Of each instance, at least 16.8 MB; 0 = no limit. Above it the instance is ended.</source>
        <translation>每个实例的上限，至少 16.8 MB；0 = 无限制。超出时实例会被终止。</translation>
    </message>
    <message>
        <source>&amp;Command</source>
        <translation>命令(&amp;C)</translation>
    </message>
    <message>
        <source>Kept &amp;warm for</source>
        <translation>保温时间(&amp;W)</translation>
    </message>
    <message>
        <source>Longest &amp;invocation</source>
        <translation>最长调用时间(&amp;I)</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>Most requests it works on at once, 1 … 100000; above it, it has no room.</source>
        <translation>同时处理的最大请求数，1 … 100000；达到后即无空位。</translation>
    </message>
    <message>
        <source> in flight</source>
        <translation> 个并发</translation>
    </message>
    <message>
        <source>Payload limit</source>
        <translation>载荷上限</translation>
    </message>
    <message>
        <source>The largest body it takes; 0 = no limit. Larger requests never go there.</source>
        <translation>可接受的最大请求体；0 = 无限制。更大的请求不会发往此处。</translation>
    </message>
    <message>
        <source>Connect timeout</source>
        <translation>连接超时</translation>
    </message>
    <message>
        <source>In milliseconds, 1 … 3600000: longest wait for a connection.</source>
        <translation>单位为毫秒，1 … 3600000：等待连接的最长时间。</translation>
    </message>
    <message>
        <source>Longest silence</source>
        <translation>最长静默</translation>
    </message>
    <message>
        <source>In milliseconds, 1 … 86400000: an attempt fails when the backend sends nothing for so long.</source>
        <translation>单位为毫秒，1 … 86400000：后端在此时间内不发送任何数据则尝试失败。</translation>
    </message>
    <message>
        <source>&amp;Capacity</source>
        <translation>容量(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Payload limit</source>
        <translation>载荷上限(&amp;P)</translation>
    </message>
    <message>
        <source>Longest &amp;silence</source>
        <translation>最长静默(&amp;S)</translation>
    </message>
    <message>
        <source>Health path</source>
        <translation>健康检查路径</translation>
    </message>
    <message>
        <source>Asked for with GET; 2xx and 3xx are healthy. Empty = to be connected is enough.</source>
        <translation>以 GET 访问；2xx 和 3xx 视为健康。留空 = 能连接即可。</translation>
    </message>
    <message>
        <source>empty: only connect</source>
        <translation>留空：仅测试连接</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>In milliseconds, 50 … 3600000: between two health checks.</source>
        <translation>单位为毫秒，50 … 3600000：两次健康检查的间隔。</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>In milliseconds, 10 … 3600000: a check that takes longer has failed.</source>
        <translation>单位为毫秒，10 … 3600000：超时的检查视为失败。</translation>
    </message>
    <message>
        <source>Successes to be up</source>
        <translation>判为正常所需成功次数</translation>
    </message>
    <message>
        <source>So many checks in a row, 1 … 100, make a backend up that was down.</source>
        <translation>连续成功这么多次（1 … 100），停止的后端即恢复正常。</translation>
    </message>
    <message>
        <source>Failures to be down</source>
        <translation>判为停止所需失败次数</translation>
    </message>
    <message>
        <source>So many checks in a row, 1 … 100, make a backend down that was up.</source>
        <translation>连续失败这么多次（1 … 100），正常的后端即判为停止。</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>What a second of serving a request costs; counts when the application has a budget.</source>
        <translation>处理请求每秒的费用；应用设有预算时才起作用。</translation>
    </message>
    <message>
        <source> USD per second</source>
        <translation> 美元/秒</translation>
    </message>
    <message>
        <source>none, or paid for anyway</source>
        <translation>无，或费用已固定</translation>
    </message>
</context>
<context>
    <name>straightline::ui::BackendForm</name>
    <message>
        <source>Settings of the backend</source>
        <translation>后端设置</translation>
    </message>
    <message>
        <source>&amp;Place</source>
        <translation>位置(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Limits</source>
        <translation>限制(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Health</source>
        <translation>健康(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>种类(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Tier</source>
        <translation>层(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Application</source>
        <translation>应用(&amp;A)</translation>
    </message>
</context>
<context>
    <name>straightline::ui::BackendWizard</name>
    <message numerus="yes">
        <source>%1, port %2 inside, %n replica(s)</source>
        <translation>
            <numerusform>%1，容器内端口 %2，%n 个副本</numerusform>
        </translation>
    </message>
    <message>
        <source>Register a backend</source>
        <translation>注册后端</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Which application is it for, and how is it run?</source>
        <translation>它服务于哪个应用，以何种方式运行？</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Where is it, or what is to be run?</source>
        <translation>它在哪里，或要运行什么？</translation>
    </message>
    <message>
        <source>Tier and limits</source>
        <translation>层与限制</translation>
    </message>
    <message>
        <source>What does it count as in the rule, and how much does it take?</source>
        <translation>它在规则中算作什么，能承受多少？</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Try it before requests go there. Nothing is registered yet; the test can be left out.</source>
        <translation>在请求发往它之前先试一试。此时尚未注册任何内容；测试可以跳过。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What is it to be called? Undo takes the registration back.</source>
        <translation>如何命名？撤销可收回注册。</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>%1 of %2 · %3</source>
        <translation>%1/%2 · %3</translation>
    </message>
    <message>
        <source>The application %1 has a backend of this name. Choose another name, or edit that one.</source>
        <translation>应用 %1 已有同名后端。请换一个名称，或编辑已有的后端。</translation>
    </message>
    <message>
        <source>Skip the test</source>
        <translation>跳过测试</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>下一步(&amp;X)</translation>
    </message>
    <message>
        <source>no payload limit</source>
        <translation>无载荷上限</translation>
    </message>
    <message>
        <source>bodies up to %1</source>
        <translation>请求体最大 %1</translation>
    </message>
    <message>
        <source>Application: %1</source>
        <translation>应用：%1</translation>
    </message>
    <message>
        <source>Kind: %1, tier: %2</source>
        <translation>种类：%1，层：%2</translation>
    </message>
    <message>
        <source>Where: %1</source>
        <translation>位置：%1</translation>
    </message>
    <message numerus="yes">
        <source>Takes: %n request(s) at once, %1</source>
        <translation>
            <numerusform>承受：同时 %n 个请求，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>It was not tested.</source>
        <translation>未经测试。</translation>
    </message>
    <message>
        <source>The application %1 is created with it.</source>
        <translation>将同时创建应用 %1。</translation>
    </message>
    <message>
        <source>Register %1</source>
        <translation>注册 %1</translation>
    </message>
    <message>
        <source>An image that the engine runs on Docker: it starts, checks, restarts and redeploys the replicas.</source>
        <translation>由引擎在 Docker 上运行的镜像：引擎负责启动、检查、重启和重新部署其副本。</translation>
    </message>
    <message>
        <source>A program that the engine starts on demand, isolated, and ends when it is idle.</source>
        <translation>由引擎按需隔离启动、空闲时结束的程序。</translation>
    </message>
    <message>
        <source>A server that somebody else runs, on this machine or another one.</source>
        <translation>由他人运行的服务器，在本机或其他机器上。</translation>
    </message>
    <message>
        <source>The application it serves; a new name makes a new application.</source>
        <translation>它所服务的应用；输入新名称将创建新应用。</translation>
    </message>
    <message>
        <source>&amp;Application</source>
        <translation>应用(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Tier</source>
        <translation>层(&amp;T)</translation>
    </message>
    <message>
        <source>Health check</source>
        <translation>健康检查</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
    <message>
        <source>Re&amp;gister</source>
        <translation>注册(&amp;G)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>straightline::ui::BackendsModel</name>
    <message>
        <source>%1, drained</source>
        <translation>%1，已排空</translation>
    </message>
    <message>
        <source>%1/%2 full</source>
        <translation>%1/%2 已满</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%1 已 %2</translation>
    </message>
    <message>
        <source>Last check: %1</source>
        <translation>上次检查：%1</translation>
    </message>
    <message>
        <source>Last error at %1: %2</source>
        <translation>上次错误（%1）：%2</translation>
    </message>
    <message>
        <source>%1 failed of %2 since the start</source>
        <translation>启动以来 %2 个请求中失败 %1 个</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Whether it takes requests</source>
        <translation>是否接收请求</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the backend in its application</source>
        <translation>后端在应用中的名称</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>The application it belongs to</source>
        <translation>所属应用</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Its role in the rule</source>
        <translation>在规则中的角色</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>How it is run and reached</source>
        <translation>运行与访问方式</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Requests it works on, of those it may</source>
        <translation>正在处理的请求数／上限</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Finished over the last second</source>
        <translation>最近一秒完成的请求</translation>
    </message>
    <message>
        <source>Half of the requests of the last 10 s took at most this long</source>
        <translation>最近 10 秒内一半请求的耗时不超过此值</translation>
    </message>
    <message>
        <source>95 of 100 requests of the last 10 s took at most this long</source>
        <translation>最近 10 秒内 95% 的请求耗时不超过此值</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Share of the last second&apos;s requests that failed</source>
        <translation>最近一秒请求的失败比例</translation>
    </message>
    <message>
        <source>Cold</source>
        <translation>冷启动</translation>
    </message>
    <message>
        <source>Cold starts: function instances that had to be started for a request</source>
        <translation>冷启动：因请求而启动的函数实例数</translation>
    </message>
    <message>
        <source>Breaker</source>
        <translation>熔断器</translation>
    </message>
    <message>
        <source>Ejected: it gets no requests because of how the latest ones ended</source>
        <translation>已剔除：因最近请求的结果而不再接收请求</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>持续时间</translation>
    </message>
    <message>
        <source>Time since the last change of state</source>
        <translation>距上次状态变化的时间</translation>
    </message>
    <message>
        <source>Last check</source>
        <translation>上次检查</translation>
    </message>
    <message>
        <source>What the last health check said, or the error that took it down</source>
        <translation>上次健康检查的结果，或导致其停止的错误</translation>
    </message>
    <message>
        <source>%1 %2/%3</source>
        <translation>%1 %2/%3</translation>
    </message>
    <message>
        <source>%1, %2 running</source>
        <translation>%1，运行 %2</translation>
    </message>
</context>
<context>
    <name>straightline::ui::BackendsPage</name>
    <message>
        <source>Backends</source>
        <translation>后端</translation>
    </message>
    <message>
        <source>&amp;Register…</source>
        <translation>注册(&amp;R)…</translation>
    </message>
    <message>
        <source>Register a new backend</source>
        <translation>注册新后端</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>编辑(&amp;E)…</translation>
    </message>
    <message>
        <source>Edit the chosen backend</source>
        <translation>编辑所选后端</translation>
    </message>
    <message>
        <source>&amp;Drain</source>
        <translation>排空(&amp;D)</translation>
    </message>
    <message>
        <source>Take the chosen backend out of service; it finishes what it has</source>
        <translation>让所选后端退出服务；已有请求会处理完</translation>
    </message>
    <message>
        <source>Resu&amp;me</source>
        <translation>恢复服务(&amp;M)</translation>
    </message>
    <message>
        <source>Put the chosen backend into service again</source>
        <translation>让所选后端重新投入服务</translation>
    </message>
    <message>
        <source>Rede&amp;ploy…</source>
        <translation>重新部署(&amp;P)…</translation>
    </message>
    <message>
        <source>Replace what runs of the chosen backend by a new one</source>
        <translation>用新的实例替换所选后端正在运行的实例</translation>
    </message>
    <message>
        <source>&amp;Logs</source>
        <translation>日志(&amp;L)</translation>
    </message>
    <message>
        <source>Show what the chosen backend wrote</source>
        <translation>查看所选后端的输出</translation>
    </message>
    <message>
        <source>Remo&amp;ve…</source>
        <translation>移除(&amp;V)…</translation>
    </message>
    <message>
        <source>Remove the chosen backend</source>
        <translation>移除所选后端</translation>
    </message>
    <message>
        <source>Waiting for the engine…</source>
        <translation>正在等待引擎…</translation>
    </message>
    <message>
        <source>Go to the Backends page first.</source>
        <translation>请先转到“后端”页。</translation>
    </message>
    <message>
        <source>Choose a backend first.</source>
        <translation>请先选择一个后端。</translation>
    </message>
    <message>
        <source>It is drained already.</source>
        <translation>它已被排空。</translation>
    </message>
    <message>
        <source>It is in service.</source>
        <translation>它正在服务中。</translation>
    </message>
    <message>
        <source>An HTTP server is not started by the engine, so it cannot be redeployed.</source>
        <translation>HTTP 服务器不由引擎启动，因此无法重新部署。</translation>
    </message>
    <message>
        <source>Undo registers it again with the same settings.</source>
        <translation>撤销可按相同设置重新注册。</translation>
    </message>
    <message>
        <source>Remove the backend</source>
        <translation>移除后端</translation>
    </message>
    <message>
        <source>Remove the backend %1?</source>
        <translation>移除后端 %1？</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Drain %1</source>
        <translation>排空 %1</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>恢复 %1 的服务</translation>
    </message>
    <message>
        <source>&amp;Drain…</source>
        <translation>排空(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Columns…</source>
        <translation>列(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose which columns the backends&apos; table shows</source>
        <translation>选择后端表格显示哪些列</translation>
    </message>
    <message>
        <source>Resume or Undo puts it into service again.</source>
        <translation>恢复或撤销可使其重新投入使用。</translation>
    </message>
    <message>
        <source>Drain the backend</source>
        <translation>排空后端</translation>
    </message>
    <message>
        <source>Take the backend %1 out of service?</source>
        <translation>将后端 %1 停用？</translation>
    </message>
    <message>
        <source>Columns ▾</source>
        <translation>列 ▾</translation>
    </message>
    <message>
        <source>No backend yet: an HTTP server, a container or a function.</source>
        <translation>还没有后端：HTTP 服务器、容器或函数。</translation>
    </message>
    <message>
        <source>Register a backend…</source>
        <translation>注册后端…</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
</context>
<context>
    <name>straightline::ui::Banner</name>
    <message>
        <source>What is degraded</source>
        <translation>降级情况</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>Go to the backend that this is about</source>
        <translation>转到相关的后端</translation>
    </message>
    <message>
        <source>Show or hide what else is wrong</source>
        <translation>显示或隐藏其他问题</translation>
    </message>
    <message>
        <source>Show the backend</source>
        <translation>显示后端</translation>
    </message>
    <message>
        <source>What else is wrong</source>
        <translation>其他问题</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::CalibrationDialog</name>
    <message>
        <source>&amp;Send this to the live backends</source>
        <translation>把这些请求发送到在用的后端(&amp;S)</translation>
    </message>
    <message>
        <source>Nothing is sent without it.</source>
        <translation>不勾选就不会发送任何请求。</translation>
    </message>
    <message>
        <source>Sends requests to each tier, more and more a second and larger and larger, to find where the local tier is outrun by the serverless one (F) and the serverless tier by containers (D). The requests do not go through the gateway, but compete with those of clients.</source>
        <translation>向每个层级发送请求，频率逐步提高、请求逐步增大，以找出本地层从何处起不如无服务器层（F），无服务器层从何处起不如容器层（D）。这些请求不经过网关，但会与客户端的请求竞争。</translation>
    </message>
    <message>
        <source>Most requests a second</source>
        <translation>每秒最多请求数</translation>
    </message>
    <message>
        <source>Never exceeded, 2 to 1,000.</source>
        <translation>绝不超过，2 至 1,000。</translation>
    </message>
    <message>
        <source>Requests in all</source>
        <translation>请求总数</translation>
    </message>
    <message>
        <source>At most, 50 to 1,000,000.</source>
        <translation>最多，50 至 1,000,000。</translation>
    </message>
    <message>
        <source>Longest wait for an answer</source>
        <translation>等待应答的最长时间</translation>
    </message>
    <message>
        <source>A p95 of half of it ends a sweep; 100 to 60,000 ms.</source>
        <translation>p95 达到其一半即结束一轮；100 至 60,000 毫秒。</translation>
    </message>
    <message>
        <source>Largest body</source>
        <translation>最大请求体</translation>
    </message>
    <message>
        <source>Where the sweep of sizes ends; it begins at 4 KiB.</source>
        <translation>大小扫描的终点；起点为 4 KiB。</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Where requests are sent by POST.</source>
        <translation>请求以 POST 发送到的位置。</translation>
    </message>
    <message>
        <source>Content type</source>
        <translation>内容类型</translation>
    </message>
    <message>
        <source>Of the body below.</source>
        <translation>下面请求体的类型。</translation>
    </message>
    <message>
        <source>Sample body</source>
        <translation>示例请求体</translation>
    </message>
    <message>
        <source>Made longer as needed. Empty: zeros are sent as application/octet-stream.</source>
        <translation>按需加长。留空则以 application/octet-stream 发送零字节。</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>测量(&amp;M)</translation>
    </message>
    <message>
        <source>Send the requests</source>
        <translation>发送请求</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Send nothing any more; what was measured is kept</source>
        <translation>不再发送；已测得的结果保留</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>应用(&amp;A)</translation>
    </message>
    <message>
        <source>Set what was found; it can be undone</source>
        <translation>设置找到的值；可以撤销</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>A calibration that runs goes on</source>
        <translation>正在进行的校准会继续</translation>
    </message>
    <message>
        <source>Calibrate %1</source>
        <translation>校准 %1</translation>
    </message>
    <message numerus="yes">
        <source>It sends at most %1, %Ln request(s) and %2 in all, for %3 s at the longest.</source>
        <translation>
            <numerusform>最多发送 %1，共 %Ln 个请求、%2，最长 %3 秒。</numerusform>
        </translation>
    </message>
    <message>
        <source>It costs at most %1 USD.</source>
        <translation>费用最多 %1 美元。</translation>
    </message>
    <message>
        <source>The application does not exist any more.</source>
        <translation>该应用已不存在。</translation>
    </message>
    <message>
        <source>Agree to what is sent first.</source>
        <translation>请先同意将要发送的内容。</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 = %2: %3</source>
        <translation>%1 = %2：%3</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) were measured.</source>
        <translation>
            <numerusform>测量了 %n 步。</numerusform>
        </translation>
    </message>
    <message>
        <source>Calibrated thresholds of %1: F %2, D %3</source>
        <translation>%1 的校准阈值：F %2，D %3</translation>
    </message>
    <message numerus="yes">
        <source>%n cold start(s) of functions beside it, p95 of a step at most %1.</source>
        <translation>
            <numerusform>另有 %n 次函数冷启动，每步的 p95 最多 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Most it may cost</source>
        <translation>最高费用</translation>
    </message>
    <message>
        <source>By the backends&apos; prices of a second; no step begins that may cost more. 0 to 10,000 USD.</source>
        <translation>按后端每秒的价格计算；可能超出的步骤不会开始。0 至 10,000 美元。</translation>
    </message>
    <message>
        <source> USD</source>
        <translation> 美元</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ChartActions</name>
    <message>
        <source>Chart as &amp;table</source>
        <translation>以表格显示图表(&amp;T)</translation>
    </message>
    <message>
        <source>Show the numbers of the chosen chart as a table</source>
        <translation>以表格显示所选图表的数值</translation>
    </message>
    <message>
        <source>&amp;Copy the chart&apos;s numbers</source>
        <translation>复制图表数值(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the numbers of the chosen chart, tab-separated</source>
        <translation>以制表符分隔复制所选图表的数值</translation>
    </message>
    <message>
        <source>Save the chart&apos;s &amp;numbers (CSV)…</source>
        <translation>保存图表数值 (CSV)(&amp;N)…</translation>
    </message>
    <message>
        <source>Save the numbers of the chosen chart as CSV</source>
        <translation>将所选图表的数值保存为 CSV</translation>
    </message>
    <message>
        <source>Numbers (*.csv)</source>
        <translation>数值 (*.csv)</translation>
    </message>
    <message>
        <source>Save the &amp;histogram (CSV)…</source>
        <translation>保存直方图 (CSV)(&amp;H)…</translation>
    </message>
    <message>
        <source>Save the histogram at the chart&apos;s right edge as CSV</source>
        <translation>将图表右侧的直方图保存为 CSV</translation>
    </message>
    <message>
        <source>Save the chart as &amp;PNG…</source>
        <translation>将图表保存为 PNG(&amp;P)…</translation>
    </message>
    <message>
        <source>Save the chosen chart as a picture of pixels</source>
        <translation>将所选图表保存为像素图片</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Save the chart as &amp;SVG…</source>
        <translation>将图表保存为 SVG(&amp;S)…</translation>
    </message>
    <message>
        <source>Save the chosen chart as a picture of lines, sharp at any size</source>
        <translation>将所选图表保存为矢量图，任意大小都清晰</translation>
    </message>
    <message>
        <source>Pictures (*.svg)</source>
        <translation>图片 (*.svg)</translation>
    </message>
    <message>
        <source>Show the Overview first.</source>
        <translation>请先显示总览页。</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ChartData</name>
    <message>
        <source>%1 has no data</source>
        <translation>%1 无数据</translation>
    </message>
    <message>
        <source>%1 %2 on average</source>
        <translation>%1 平均 %2</translation>
    </message>
    <message>
        <source>%1 now %2, between %3 and %4</source>
        <translation>%1 当前 %2，在 %3 与 %4 之间</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>%1 from %2 to %3: no data.</source>
        <translation>%1，%2 至 %3：无数据。</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>most are above %1</source>
        <translation>多数大于 %1</translation>
    </message>
    <message>
        <source>most are between %1 and %2</source>
        <translation>多数在 %1 与 %2 之间</translation>
    </message>
    <message>
        <source>the threshold %1 is %2</source>
        <translation>阈值 %1 为 %2</translation>
    </message>
    <message>
        <source>%1 from %2 to %3: %4.</source>
        <translation>%1，%2 至 %3：%4。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ChartTableDialog</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Numbers of %1</source>
        <translation>“%1”的数值</translation>
    </message>
    <message>
        <source>A row for each moment. Ctrl+C copies the chosen rows.</source>
        <translation>每个时刻一行。Ctrl+C 复制所选行。</translation>
    </message>
    <message>
        <source>&amp;Copy all</source>
        <translation>全部复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the whole table, tab-separated</source>
        <translation>以制表符分隔复制整个表格</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the table</source>
        <translation>关闭表格</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ChartTableModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>straightline::ui::CommandPalette</name>
    <message>
        <source>Nothing has these letters in its name. Delete some of them.</source>
        <translation>没有名称包含这些字母的项目。请删去一些字母。</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Letters of a command, page, application or backend</source>
        <translation>命令、页面、应用或后端名称中的字母</translation>
    </message>
    <message>
        <source>Type letters of a command, page, application or backend</source>
        <translation>输入命令、页面、应用或后端名称中的字母</translation>
    </message>
    <message>
        <source>Up and Down choose, Enter does it, Esc closes.</source>
        <translation>上下键选择，回车执行，Esc 关闭。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ContainersModel</name>
    <message>
        <source>in service</source>
        <translation>服务中</translation>
    </message>
    <message>
        <source>taking over</source>
        <translation>正在接替</translation>
    </message>
    <message>
        <source>leaving</source>
        <translation>正在退出</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>stopped by hand</source>
        <translation>已手动停止</translation>
    </message>
    <message>
        <source>Stopped, and kept until %1: roll back to it until then.</source>
        <translation>已停止，保留至 %1：在此之前可以回滚到它。</translation>
    </message>
    <message>
        <source>%1, %2; Docker says %3</source>
        <translation>%1，%2；Docker 状态为 %3</translation>
    </message>
    <message>
        <source>Share of one core; at most %1 cores</source>
        <translation>占一个核心的比例；最多 %1 个核心</translation>
    </message>
    <message>
        <source>Share of one core; no limit</source>
        <translation>占一个核心的比例；无限制</translation>
    </message>
    <message>
        <source>Of at most %1</source>
        <translation>上限 %1</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>无限制</translation>
    </message>
    <message>
        <source>Made at %1, started at %2</source>
        <translation>创建于 %1，启动于 %2</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>Its name at the Docker engine</source>
        <translation>在 Docker 引擎中的名称</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>后端</translation>
    </message>
    <message>
        <source>The backend it is a replica of</source>
        <translation>它是哪个后端的副本</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Whether it takes requests, and what it is there for</source>
        <translation>是否接收请求，以及它的用途</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Of one core, over the last second</source>
        <translation>占一个核心的比例，最近一秒</translation>
    </message>
    <message>
        <source>CPU, 2 min</source>
        <translation>CPU，2 分钟</translation>
    </message>
    <message>
        <source>The latest samples, against its limit if it has one</source>
        <translation>最近的采样；有上限时相对于上限</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Without what the kernel could take back at once</source>
        <translation>不含内核可立即回收的部分</translation>
    </message>
    <message>
        <source>Memory, 2 min</source>
        <translation>内存，2 分钟</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>How often the engine had to start it again</source>
        <translation>引擎重新启动它的次数</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>What it is made of</source>
        <translation>由什么创建</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Which build of the image it is</source>
        <translation>镜像的哪个构建</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>存在时间</translation>
    </message>
    <message>
        <source>Time since it was made</source>
        <translation>自创建以来的时间</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Port inside → port on this machine</source>
        <translation>容器内端口 → 本机端口</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ContainersPage</name>
    <message>
        <source>Containers</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>Rede&amp;ploy the container&apos;s backend…</source>
        <translation>重新部署容器所属后端(&amp;P)…</translation>
    </message>
    <message>
        <source>Replace the containers of its backend by new ones</source>
        <translation>用新容器替换其后端的容器</translation>
    </message>
    <message>
        <source>Roll &amp;back</source>
        <translation>回滚(&amp;B)</translation>
    </message>
    <message>
        <source>Go back to the containers that the latest redeploy has kept</source>
        <translation>回到最近一次重新部署所保留的容器</translation>
    </message>
    <message>
        <source>&amp;Stop…</source>
        <translation>停止(&amp;S)…</translation>
    </message>
    <message>
        <source>Stop this container when its requests are done, and leave it there</source>
        <translation>待其请求完成后停止此容器，并保留它</translation>
    </message>
    <message>
        <source>St&amp;art</source>
        <translation>启动(&amp;A)</translation>
    </message>
    <message>
        <source>Start the stopped container again</source>
        <translation>重新启动已停止的容器</translation>
    </message>
    <message>
        <source>Redeploy…</source>
        <translation>重新部署…</translation>
    </message>
    <message>
        <source>Waiting for the engine…</source>
        <translation>正在等待引擎…</translation>
    </message>
    <message>
        <source>No container can be seen. %1</source>
        <translation>看不到任何容器。%1</translation>
    </message>
    <message>
        <source>No container is there yet. The Backends page says what keeps them.</source>
        <translation>尚无容器。“后端”页会说明原因。</translation>
    </message>
    <message>
        <source>Go to the Containers page first.</source>
        <translation>请先转到“容器”页。</translation>
    </message>
    <message>
        <source>Choose a container first.</source>
        <translation>请先选择一个容器。</translation>
    </message>
    <message>
        <source>Its backend is not there any more.</source>
        <translation>其后端已不存在。</translation>
    </message>
    <message>
        <source>Nothing is kept: redeploy with &quot;keep the old ones&quot; to be able to go back.</source>
        <translation>没有保留任何容器：重新部署时选择“保留旧容器”才能回滚。</translation>
    </message>
    <message>
        <source>It is not in service.</source>
        <translation>它不在服务中。</translation>
    </message>
    <message>
        <source>It was not stopped by hand.</source>
        <translation>它不是手动停止的。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Roll back %1</source>
        <translation>回滚 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n other container(s) of the backend take the requests.</source>
        <translation>
            <numerusform>该后端的另外 %n 个容器会接收请求。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is the last one: the backend gets no requests until one is started.</source>
        <translation>这是最后一个：在启动某个容器之前，该后端不会收到请求。</translation>
    </message>
    <message>
        <source>Stop a container</source>
        <translation>停止容器</translation>
    </message>
    <message>
        <source>Stop the container %1?</source>
        <translation>停止容器 %1？</translation>
    </message>
    <message>
        <source>Its requests in flight are finished first; it is not removed.</source>
        <translation>会先完成正在处理的请求；容器不会被移除。</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>停止 %1</translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation>启动 %1</translation>
    </message>
    <message>
        <source>Roll &amp;back…</source>
        <translation>回滚(&amp;B)…</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>回滚</translation>
    </message>
    <message>
        <source>Roll %1 back to what its latest redeploy has replaced?</source>
        <translation>将 %1 回滚到最近一次重新部署所替换的版本？</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Go to Backends</source>
        <translation>转到“后端”页</translation>
    </message>
    <message>
        <source>No backend of kind container yet.</source>
        <translation>尚无容器类型的后端。</translation>
    </message>
    <message>
        <source>Register a backend…</source>
        <translation>注册后端…</translation>
    </message>
</context>
<context>
    <name>straightline::ui::DataTable</name>
    <message>
        <source>&amp;Arrange anew</source>
        <translation>重新排列(&amp;A)</translation>
    </message>
    <message>
        <source>Show and fit the columns as at first</source>
        <translation>按最初的样子显示并调整各列</translation>
    </message>
</context>
<context>
    <name>straightline::ui::DesktopNotices</name>
    <message>
        <source>StraightLine Console</source>
        <translation>StraightLine 控制台</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>straightline::ui::DifferenceModel</name>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
</context>
<context>
    <name>straightline::ui::DiscoveryModel</name>
    <message>
        <source>local port</source>
        <translation>本地端口</translation>
    </message>
    <message>
        <source>container of %1, port %2 inside</source>
        <translation>%1 的容器，容器内端口 %2</translation>
    </message>
    <message>
        <source>registered as %1</source>
        <translation>已注册为 %1</translation>
    </message>
    <message>
        <source>does not speak Open Inference Protocol</source>
        <translation>不支持 Open Inference Protocol</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>未就绪</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Found as</source>
        <translation>发现方式</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>straightline::ui::DiscoveryPanel</name>
    <message>
        <source>What could be registered</source>
        <translation>可注册的对象</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Choose one to fill in the fields below.</source>
        <translation>选择一项以填写下面的字段。</translation>
    </message>
    <message>
        <source>Running containers with a published port, and ports of the engine&apos;s machine that answer Open Inference Protocol. Choosing one fills in address, port, name and health path.</source>
        <translation>已发布端口的运行中容器，以及引擎所在机器上应答 Open Inference Protocol 的端口。选择一项会填写地址、端口、名称和健康检查路径。</translation>
    </message>
    <message>
        <source>Look for containers and servers once more</source>
        <translation>再次查找容器和服务器</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Looking… %1</source>
        <translation>正在查找… %1</translation>
    </message>
    <message>
        <source>The look around ended: %1</source>
        <translation>查找已结束：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n found. Choose one, or fill in the fields by hand.</source>
        <translation>
            <numerusform>找到 %n 项。请选择一项，或手动填写字段。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was found. Fill in the fields by hand, or start the server and look again.</source>
        <translation>未找到任何对象。请手动填写字段，或启动服务器后重新查找。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::EditQueue</name>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
</context>
<context>
    <name>straightline::ui::Effects</name>
    <message numerus="yes">
        <source>%n request(s) in flight will be drained.</source>
        <translation>
            <numerusform>%n 个进行中的请求将被排空。</numerusform>
        </translation>
    </message>
    <message>
        <source>No other backend of %1 is in service: its requests will be answered 503.</source>
        <translation>%1 没有其他在用的后端：其请求将得到 503。</translation>
    </message>
    <message>
        <source>New requests go to the other backends of its tier.</source>
        <translation>新请求将转到同层的其他后端。</translation>
    </message>
    <message>
        <source>No other backend of its tier is in service: new requests go to the other tiers.</source>
        <translation>同层没有其他在用的后端：新请求将转到其他层。</translation>
    </message>
    <message>
        <source>Its containers will be stopped and removed.</source>
        <translation>它的容器将被停止并移除。</translation>
    </message>
    <message>
        <source>Its running instances will be stopped.</source>
        <translation>它正在运行的实例将被停止。</translation>
    </message>
    <message>
        <source>New instances are started for new requests; the running ones finish what they have.</source>
        <translation>新请求使用新启动的实例；正在运行的实例会处理完已有请求。</translation>
    </message>
    <message>
        <source>New containers are started and must become healthy; then requests move to them, and the old ones finish what they have. If the new ones fail, the old ones stay.</source>
        <translation>启动新容器并等待其健康；随后请求转到新容器，旧容器完成手头的请求。若新容器失败，旧容器继续服务。</translation>
    </message>
    <message>
        <source>The kept containers of %1 are started and take the requests; those that serve now are removed when they have finished what they have.</source>
        <translation>将启动保留的 %1 容器并由其接收请求；当前服务的容器处理完已有请求后被删除。</translation>
    </message>
    <message>
        <source>The containers of %1 will be stopped and removed.</source>
        <translation>%1 的容器将被停止并移除。</translation>
    </message>
    <message>
        <source>%1 is redeployed: image %2 instead of %3.</source>
        <translation>将重新部署 %1：镜像由 %3 改为 %2。</translation>
    </message>
    <message>
        <source>%1 is redeployed with other settings, image %2.</source>
        <translation>将以不同的设置重新部署 %1，镜像 %2。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::EmptyState</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Next action</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>straightline::ui::EventLines</name>
    <message>
        <source>Latest events</source>
        <translation>最新事件</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2 by %3</source>
        <translation>%1：%2（由 %3）</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <comment>time, what happened</comment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>No events yet.</source>
        <translation>尚无事件。</translation>
    </message>
    <message>
        <source>Take back: %1</source>
        <translation>撤回：%1</translation>
    </message>
    <message>
        <source>Take back the change of %1</source>
        <translation>撤回对 %1 的更改</translation>
    </message>
</context>
<context>
    <name>straightline::ui::EventsModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>On</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
</context>
<context>
    <name>straightline::ui::Explain</name>
    <message>
        <source>Policy %1. %2</source>
        <translation>策略：%1。%2</translation>
    </message>
    <message>
        <source>f = %1 %2 F = %3 and d = %4 %5 D = %6. %7</source>
        <translation>f = %1 %2 F = %3，d = %4 %5 D = %6。%7</translation>
    </message>
    <message>
        <source>%1: nothing healthy</source>
        <translation>%1：无健康后端</translation>
    </message>
    <message>
        <source>%1: %2 of %3 in flight, no room</source>
        <translation>%1：处理中 %2/%3，无空位</translation>
    </message>
    <message>
        <source>%1: %2 of %3 in flight</source>
        <translation>%1：处理中 %2/%3</translation>
    </message>
    <message>
        <source>%1. %2: %3, status %4, began after %5, took %6</source>
        <translation>%1. %2：%3，状态 %4，%5 后开始，耗时 %6</translation>
    </message>
    <message>
        <source> (cold start)</source>
        <translation>（冷启动）</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>queue %1 + connect %2 + backend %3 + transfer %4 = total %5</source>
        <translation>排队 %1 + 连接 %2 + 后端 %3 + 传输 %4 = 总计 %5</translation>
    </message>
    <message>
        <source>%1 in flight</source>
        <translation>%1 个处理中</translation>
    </message>
    <message>
        <source>turn %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>expected %1</source>
        <translation>预计 %1</translation>
    </message>
    <message>
        <source>The rule computed again from these numbers gives %1, as recorded ✓</source>
        <translation>用这些数字重新计算规则得到 %1，与记录一致 ✓</translation>
    </message>
    <message>
        <source>The rule computed again from these numbers gives %1, but %2 is recorded ✕</source>
        <translation>用这些数字重新计算规则得到 %1，但记录为 %2 ✕</translation>
    </message>
    <message>
        <source>the lowest score was taken ✓</source>
        <translation>选用了最低分 ✓</translation>
    </message>
    <message>
        <source>another than the lowest score was taken ✕</source>
        <translation>选用的不是最低分 ✕</translation>
    </message>
    <message>
        <source>the stages add up to the total ✓</source>
        <translation>各阶段之和等于总计 ✓</translation>
    </message>
    <message>
        <source>the stages add up to %1, not to the total ✕</source>
        <translation>各阶段之和为 %1，不等于总计 ✕</translation>
    </message>
    <message>
        <source>%1 %2 at %3: %4 in, status %5, %6 out; the gateway&apos;s own part was %7</source>
        <translation>%1 %2，%3：收到 %4，状态 %5，发出 %6；网关自身用时 %7</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>predicted %1</source>
        <translation>预计 %1</translation>
    </message>
    <message>
        <source> (hedge: the attempt before took long)</source>
        <translation>（对冲：前一次尝试耗时过长）</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ExportStrip</name>
    <message>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop; no file is written</source>
        <translation>停止；不写入任何文件</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>取消导出</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>straightline::ui::FieldProblem</name>
    <message>
        <source>Begin with a letter or a digit; then letters, digits, dots, - and _.</source>
        <translation>以字母或数字开头，其后可用字母、数字、点、- 和 _。</translation>
    </message>
    <message>
        <source>Write it like http://127.0.0.1:9001.</source>
        <translation>写法如 http://127.0.0.1:9001。</translation>
    </message>
    <message>
        <source>Give the whole path of the file, or nothing.</source>
        <translation>请填写文件的完整路径，或留空。</translation>
    </message>
    <message>
        <source>Give a host&apos;s name without a port, or nothing.</source>
        <translation>请填写不带端口的主机名，或留空。</translation>
    </message>
    <message>
        <source>Write it like straightline/digits:latest.</source>
        <translation>写法如 straightline/digits:latest。</translation>
    </message>
    <message>
        <source>Name a program, then its arguments with blanks between them.</source>
        <translation>先写程序，再写以空格分隔的参数。</translation>
    </message>
    <message>
        <source>Write one NAME=value on each line, each name once.</source>
        <translation>每行写一个 NAME=值，名称不可重复。</translation>
    </message>
    <message>
        <source>Raise it, or choose 0 for no limit.</source>
        <translation>请调高它，或选择 0 表示无限制。</translation>
    </message>
    <message>
        <source>Begin with /, or leave it empty to only connect.</source>
        <translation>以 / 开头，或留空以仅测试连接。</translation>
    </message>
    <message>
        <source>Choose a value in this range.</source>
        <translation>请选择此范围内的值。</translation>
    </message>
    <message>
        <source>%1: %2 does not work. Allowed: %3. %4</source>
        <translation>%1：%2 无效。允许：%3。%4</translation>
    </message>
</context>
<context>
    <name>straightline::ui::FilterBox</name>
    <message>
        <source>Filter the requests</source>
        <translation>筛选请求</translation>
    </message>
    <message>
        <source>Filter: backend:box code:5xx latency&gt;200ms</source>
        <translation>筛选：backend:box code:5xx latency&gt;200ms</translation>
    </message>
    <message>
        <source>Shows requests that meet every condition:
backend:box  code:5xx  latency&gt;200ms  size&gt;1MB  reason:burst_of_small  application:digits  outcome:answered
tier:local,container  status&gt;=500  size:1kB..1MB  is:failed  -backend:box (not)  &quot;any text&quot;
Units: B kB MB KiB MiB, us ms s min. Enter turns them into chips, Backspace brings the last one back.</source>
        <translation>显示满足所有条件的请求：
backend:box  code:5xx  latency&gt;200ms  size&gt;1MB  reason:burst_of_small  application:digits  outcome:answered
tier:local,container  status&gt;=500  size:1kB..1MB  is:failed  -backend:box（排除）  &quot;任意文字&quot;
单位：B kB MB KiB MiB，us ms s min。回车把条件变成标签，退格取回最后一个。</translation>
    </message>
    <message>
        <source>What the filter allows here</source>
        <translation>此处可用的筛选词</translation>
    </message>
    <message>
        <source>%1
Click to remove this condition</source>
        <translation>%1
点击移除此条件</translation>
    </message>
    <message>
        <source>Remove the condition %1</source>
        <translation>移除条件 %1</translation>
    </message>
</context>
<context>
    <name>straightline::ui::FilterText</name>
    <message>
        <source>“%1” is no field. Allowed: %2. Put the text in quotes to look for it anywhere.</source>
        <translation>“%1”不是字段。可用：%2。要在任意处查找这段文字，请加引号。</translation>
    </message>
    <message>
        <source>%1 needs a value.</source>
        <translation>%1 需要一个值。</translation>
    </message>
    <message>
        <source>%1 needs a value. Allowed: %2.</source>
        <translation>%1 需要一个值。可用：%2。</translation>
    </message>
    <message>
        <source>“%1” is not known to %2. Allowed: %3.</source>
        <translation>%2 没有“%1”这个值。可用：%3。</translation>
    </message>
    <message>
        <source>“%1” is no status. Allowed: 200, 5xx, 40x, none, or a comparison as code&gt;=500.</source>
        <translation>“%1”不是状态码。可用：200、5xx、40x、none，或比较，如 code&gt;=500。</translation>
    </message>
    <message>
        <source>“%1” is no number.</source>
        <translation>“%1”不是数字。</translation>
    </message>
    <message>
        <source>“%1” is no number. Allowed: digits and one of %2.</source>
        <translation>“%1”不是数字。可用：数字加以下单位之一：%2。</translation>
    </message>
    <message>
        <source>“%1” is no unit of %2. Allowed: %3.</source>
        <translation>“%1”不是 %2 的单位。可用：%3。</translation>
    </message>
    <message>
        <source>%1 is a number. Allowed: %1&gt;1, %1&lt;=1, or a range as %1:1..5.</source>
        <translation>%1 是数字。可用：%1&gt;1、%1&lt;=1，或范围，如 %1:1..5。</translation>
    </message>
    <message>
        <source>%1 is a text, which is not more or less. Allowed: %1:text, %1=text, %1!=text.</source>
        <translation>%1 是文字，不能比大小。可用：%1:文字、%1=文字、%1!=文字。</translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation>引号没有成对。</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 为 %2</translation>
    </message>
    <message>
        <source>%1 is from %2 to %3</source>
        <translation>%1 在 %2 到 %3 之间</translation>
    </message>
    <message>
        <source>%1 is not %2</source>
        <translation>%1 不为 %2</translation>
    </message>
    <message>
        <source>%1 is less than %2</source>
        <translation>%1 小于 %2</translation>
    </message>
    <message>
        <source>%1 is at most %2</source>
        <translation>%1 不超过 %2</translation>
    </message>
    <message>
        <source>%1 is more than %2</source>
        <translation>%1 大于 %2</translation>
    </message>
    <message>
        <source>%1 is at least %2</source>
        <translation>%1 不小于 %2</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>any of its texts contains %1</source>
        <translation>任一文字包含 %1</translation>
    </message>
    <message>
        <source>%1 contains %2</source>
        <translation>%1 包含 %2</translation>
    </message>
    <message>
        <source>At character %1: %2</source>
        <translation>第 %1 个字符处：%2</translation>
    </message>
    <message>
        <source>Not: %1</source>
        <translation>非：%1</translation>
    </message>
</context>
<context>
    <name>straightline::ui::HeatMap</name>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Threshold map: F across, D up</source>
        <translation>阈值图：横轴 F，纵轴 D</translation>
    </message>
    <message>
        <source>Each cell is a pair of thresholds, tried on the recorded requests. Click one, or walk there with the arrow keys and press Enter, to try it on this page.</source>
        <translation>每个格子是一对阈值，已在记录的请求上试算。单击一个格子，或用方向键走到那里再按 Enter，即可在本页试用。</translation>
    </message>
    <message>
        <source>No pair was tried.</source>
        <translation>没有试算任何阈值对。</translation>
    </message>
    <message>
        <source>%1 from %2 to %3 over %4 pairs of F and D; lowest at F %5, D %6.</source>
        <translation>在 %4 对 F 和 D 上，%1 从 %2 到 %3；最低处为 F %5、D %6。</translation>
    </message>
    <message>
        <source>F %1, D %2</source>
        <translation>F %1，D %2</translation>
    </message>
    <message>
        <source>%1
not tried: the sweep was stopped before</source>
        <translation>%1
未试算：扫描在此之前已停止</translation>
    </message>
    <message>
        <source>%1
p95 %2, failed %3, cost %4</source>
        <translation>%1
p95 %2，失败 %3，费用 %4</translation>
    </message>
    <message>
        <source>%1
on the Pareto front: no other pair is better in all three</source>
        <translation>%1
位于帕累托前沿：没有别的阈值对三项都更好</translation>
    </message>
    <message>
        <source>Frequency threshold F</source>
        <translation>频率阈值 F</translation>
    </message>
    <message>
        <source>Size threshold D</source>
        <translation>大小阈值 D</translation>
    </message>
    <message>
        <source>present</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>tried</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>recommended</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Pareto front</source>
        <translation>帕累托前沿</translation>
    </message>
    <message>
        <source>present at the sweep</source>
        <translation>扫描时的当前值</translation>
    </message>
</context>
<context>
    <name>straightline::ui::LogDialog</name>
    <message>
        <source>&amp;Follow</source>
        <translation>跟随(&amp;F)</translation>
    </message>
    <message>
        <source>Logs of %1</source>
        <translation>%1 的日志</translation>
    </message>
    <message>
        <source>Log lines</source>
        <translation>日志内容</translation>
    </message>
    <message>
        <source>Search in the log</source>
        <translation>在日志中搜索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>No lines yet. %1</source>
        <translation>还没有日志。%1</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of %1</source>
        <translation>
            <numerusform>%1 的 %n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n 处匹配</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>保存日志</translation>
    </message>
    <message>
        <source>Fetch new lines every second; scrolling up or selecting text holds the view.</source>
        <translation>每秒获取新行；向上滚动或选中文字时画面保持不动。</translation>
    </message>
    <message>
        <source>Go to the end and fetch what is new</source>
        <translation>转到末尾并获取新内容</translation>
    </message>
    <message>
        <source>Enter or F3: next match; Shift+F3: the one before</source>
        <translation>回车或 F3：下一个匹配；Shift+F3：上一个匹配</translation>
    </message>
    <message>
        <source>Search by regular expression, such as error|warn(ing)?</source>
        <translation>按正则表达式搜索，例如 error|warn(ing)?</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>The match before (Shift+F3)</source>
        <translation>上一个匹配 (Shift+F3)</translation>
    </message>
    <message>
        <source>Next match (F3)</source>
        <translation>下一个匹配 (F3)</translation>
    </message>
    <message>
        <source>The match before</source>
        <translation>上一个匹配</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一个匹配</translation>
    </message>
    <message>
        <source>Reading the whole log…</source>
        <translation>正在读取完整日志…</translation>
    </message>
    <message>
        <source>Saving line %1 of %2</source>
        <translation>正在保存第 %1 行，共 %2 行</translation>
    </message>
    <message>
        <source>Held while you read: newer lines wait. Ctrl+End goes on. %1</source>
        <translation>阅读时画面保持不动：有更新的行等待显示。按 Ctrl+End 继续。%1</translation>
    </message>
    <message>
        <source>Not an expression: %1, at character %2</source>
        <translation>表达式无效：%1，位于第 %2 个字符</translation>
    </message>
    <message>
        <source>Save the whole log, not only what is shown: up to %1 lines of each container</source>
        <translation>保存完整日志，而不只是所显示的部分：每个容器最多 %1 行</translation>
    </message>
</context>
<context>
    <name>straightline::ui::LogPlace</name>
    <message>
        <source>Choose a backend or a container to see its log here.</source>
        <translation>选择一个后端或容器，即可在此查看其日志。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::LogSaver</name>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) saved as %1</source>
        <translation>
            <numerusform>已将 %n 行保存为 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled; no file was written.</source>
        <translation>已取消；未写入任何文件。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::MainWindow</name>
    <message>
        <source>StraightLine Console</source>
        <translation>StraightLine 控制台</translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation>实时(&amp;L)</translation>
    </message>
    <message>
        <source>Follow live, or hold what is shown</source>
        <translation>实时跟随，或停住当前画面</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>撤销上一次更改</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Do the undone change again</source>
        <translation>重做被撤销的更改</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可撤销的更改。</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>没有可重做的更改。</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>撤销(&amp;U)：%1</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>重做(&amp;R)：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts</source>
        <translation>键盘快捷键(&amp;S)</translation>
    </message>
    <message>
        <source>List all shortcuts</source>
        <translation>列出所有快捷键</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Close the console</source>
        <translation>关闭控制台</translation>
    </message>
    <message>
        <source>Activity (%1)</source>
        <translation>活动 (%1)</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 分钟</translation>
    </message>
    <message>
        <source>15 min</source>
        <translation>15 分钟</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>6 h</source>
        <translation>6 小时</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 小时</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>Show the page %1</source>
        <translation>显示“%1”页</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>Backends</source>
        <translation>后端</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation>浅色主题(&amp;L)</translation>
    </message>
    <message>
        <source>Always light</source>
        <translation>始终浅色</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>深色主题(&amp;D)</translation>
    </message>
    <message>
        <source>Always dark</source>
        <translation>始终深色</translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation>语言(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Backend</source>
        <translation>后端(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>Time range of all charts</source>
        <translation>所有图表的时间范围</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>The application that the pages show</source>
        <translation>各页面所显示的应用</translation>
    </message>
    <message>
        <source>All applications</source>
        <translation>所有应用</translation>
    </message>
    <message>
        <source>StraightLine Console – read-only</source>
        <translation>StraightLine 控制台 – 只读</translation>
    </message>
    <message>
        <source>Comman&amp;ds…</source>
        <translation>命令(&amp;D)…</translation>
    </message>
    <message>
        <source>Find a command, page or backend by name</source>
        <translation>按名称查找命令、页面或后端</translation>
    </message>
    <message>
        <source>Light, dark or high contrast as the desktop prefers</source>
        <translation>按桌面偏好使用浅色、深色或高对比度</translation>
    </message>
    <message>
        <source>High &amp;contrast theme</source>
        <translation>高对比度主题(&amp;C)</translation>
    </message>
    <message>
        <source>Always black, white and bright</source>
        <translation>始终使用黑、白与亮色</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到%1</translation>
    </message>
    <message>
        <source>Go to application %1</source>
        <translation>转到应用 %1</translation>
    </message>
    <message>
        <source>Show this application on all pages</source>
        <translation>在所有页面上显示此应用</translation>
    </message>
    <message>
        <source>Go to backend %1</source>
        <translation>转到后端 %1</translation>
    </message>
    <message>
        <source>Show this backend among the others</source>
        <translation>在列表中显示此后端</translation>
    </message>
    <message>
        <source>Go to the f&amp;ilter</source>
        <translation>转到筛选(&amp;I)</translation>
    </message>
    <message>
        <source>Go to the filter of the page, or of the table that is used</source>
        <translation>转到此页或正在使用的表格的筛选框</translation>
    </message>
    <message>
        <source>Latest events</source>
        <translation>最新事件</translation>
    </message>
    <message>
        <source>Show the latest events under every page</source>
        <translation>在每个页面下方显示最新事件</translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) still run.</source>
        <translation>
            <numerusform>还有 %n 个操作正在运行。</numerusform>
        </translation>
    </message>
    <message>
        <source>They end with the console; what they have done so far stays.</source>
        <translation>它们随控制台结束；已完成的部分保留。</translation>
    </message>
    <message>
        <source>&amp;Close anyway</source>
        <translation>仍然关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>放置</translation>
    </message>
    <message>
        <source>Applications</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Containers</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>凭据</translation>
    </message>
    <message>
        <source>Show the receipt of the chosen request beside every page</source>
        <translation>在每个页面旁显示所选请求的回执</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Show the log of the chosen backend beside every page</source>
        <translation>在每个页面旁显示所选后端的日志</translation>
    </message>
    <message>
        <source>Panel: %1</source>
        <translation>面板：%1</translation>
    </message>
    <message>
        <source>Choose a request on the page Requests to see its receipt here.</source>
        <translation>在“请求”页面选择一个请求，即可在此查看其回执。</translation>
    </message>
    <message>
        <source>&amp;Application</source>
        <translation>应用(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Container</source>
        <translation>容器(&amp;C)</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>假设分析</translation>
    </message>
    <message>
        <source>Undo “%1”?</source>
        <translation>撤销“%1”？</translation>
    </message>
    <message>
        <source>Redo “%1”?</source>
        <translation>重做“%1”？</translation>
    </message>
</context>
<context>
    <name>straightline::ui::Notices</name>
    <message>
        <source>%1 has failed</source>
        <translation>%1 已失败</translation>
    </message>
    <message>
        <source>%1 is down</source>
        <translation>%1 已停机</translation>
    </message>
    <message>
        <source>It gets no requests until it answers again.</source>
        <translation>在它再次应答之前不会收到请求。</translation>
    </message>
    <message>
        <source>%1: %2 of the requests fail</source>
        <translation>%1：%2 的请求失败</translation>
    </message>
    <message>
        <source>The limit is %1. The page Requests shows why they failed.</source>
        <translation>限值为 %1。“请求”页面显示失败原因。</translation>
    </message>
    <message>
        <source>The redeploy of %1 has failed</source>
        <translation>%1 的重新部署失败</translation>
    </message>
    <message>
        <source>StraightLine Console</source>
        <translation>StraightLine 控制台</translation>
    </message>
    <message numerus="yes">
        <source>%n more notice(s): see Activity.</source>
        <translation>
            <numerusform>还有 %n 条通知：请看“活动”。</numerusform>
        </translation>
    </message>
    <message>
        <source>The new thresholds of %1 fare worse than predicted</source>
        <translation>%1 的新阈值表现不如预测</translation>
    </message>
</context>
<context>
    <name>straightline::ui::OperationStrip</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel this operation; what it did so far is rolled back</source>
        <translation>取消此操作；已完成的部分会回滚</translation>
    </message>
    <message>
        <source>Cancel this operation</source>
        <translation>取消此操作</translation>
    </message>
    <message>
        <source>Cancel the operation</source>
        <translation>取消操作</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <translation>%1 %2：%3</translation>
    </message>
    <message>
        <source>%1 %2 %3: %4</source>
        <translation>%1 %2 %3：%4</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>straightline::ui::OperationsModel</name>
    <message>
        <source>Operation</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>On</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>By</source>
        <translation>发起者</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
</context>
<context>
    <name>straightline::ui::OverviewCharts</name>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>all applications</source>
        <translation>全部应用</translation>
    </message>
    <message>
        <source>answered 5xx</source>
        <translation>应答 5xx</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
</context>
<context>
    <name>straightline::ui::OverviewPage</name>
    <message>
        <source>Request frequency</source>
        <translation>请求频率</translation>
    </message>
    <message>
        <source>Data size</source>
        <translation>数据大小</translation>
    </message>
    <message>
        <source>Latency per backend</source>
        <translation>各后端延迟</translation>
    </message>
    <message>
        <source>Placement share</source>
        <translation>放置占比</translation>
    </message>
    <message>
        <source>No requests in this time range.</source>
        <translation>此时间范围内没有请求。</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>显示 %1</translation>
    </message>
    <message>
        <source>Policy of %1: %2</source>
        <translation>%1 的策略：%2</translation>
    </message>
    <message>
        <source>Thresholds of %1: F %2, D %3</source>
        <translation>%1 的阈值：F %2，D %3</translation>
    </message>
    <message>
        <source>No requests yet. Send one:</source>
        <translation>还没有请求。发送一个：</translation>
    </message>
    <message>
        <source>Read the &amp;history again</source>
        <translation>重新读取历史(&amp;H)</translation>
    </message>
    <message>
        <source>Ask the engine again for the shown time range</source>
        <translation>就所示时间范围再次询问引擎</translation>
    </message>
    <message>
        <source>Requests per second of each application, in its sliding window. Above the line F small requests are a burst and go to the serverless tier.</source>
        <translation>各应用在其滑动窗口内每秒的请求数。高于 F 线时，小请求视为突发，转到无服务器层。</translation>
    </message>
    <message>
        <source>Size of the request bodies: half of them are below p50, 95 of 100 below p95; at the right edge, how they spread over the whole time range. Above the line D requests go to the container tier.</source>
        <translation>请求体大小：一半低于 p50，100 个中有 95 个低于 p95；右侧为整个时间范围内的分布。高于 D 线的请求转到容器层。</translation>
    </message>
    <message>
        <source>How long requests took, from head to last byte.</source>
        <translation>请求用时，从请求头到最后一个字节。</translation>
    </message>
    <message>
        <source>Which tier took what share of the requests; failures on top.</source>
        <translation>各层承担的请求比例；顶部为失败。</translation>
    </message>
    <message>
        <source>Failures by reason</source>
        <translation>按原因的失败</translation>
    </message>
    <message>
        <source>Requests per second that were not answered, or with a status of 500 or more.</source>
        <translation>每秒未得到应答或状态码不低于 500 的请求。</translation>
    </message>
    <message>
        <source>In flight and waiting</source>
        <translation>处理中与等待中</translation>
    </message>
    <message>
        <source>Requests begun and not yet finished, and those of them that wait for room.</source>
        <translation>已开始但尚未完成的请求，以及其中等待空位的请求。</translation>
    </message>
    <message>
        <source>Waiting for the engine&apos;s first numbers…</source>
        <translation>正在等待引擎的首批数据…</translation>
    </message>
    <message>
        <source>Loading the history…</source>
        <translation>正在载入历史…</translation>
    </message>
    <message>
        <source>The history cannot be read. %1</source>
        <translation>无法读取历史。%1</translation>
    </message>
    <message>
        <source>No failures in this time range.</source>
        <translation>此时间范围内没有失败。</translation>
    </message>
    <message>
        <source>Choose p50, p95 or p99 above.</source>
        <translation>请在上方选择 p50、p95 或 p99。</translation>
    </message>
    <message>
        <source>No application yet: it begins with its first backend.</source>
        <translation>还没有应用：从第一个后端开始。</translation>
    </message>
    <message>
        <source>Register a backend…</source>
        <translation>注册后端…</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>straightline::ui::PlacementPage</name>
    <message>
        <source>Policy of %1: %2</source>
        <translation>%1 的策略：%2</translation>
    </message>
    <message>
        <source>Copy plane as te&amp;xt</source>
        <translation>将平面复制为文本(&amp;X)</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>复制文本</translation>
    </message>
    <message>
        <source>Copy what the decision plane shows, in sentences</source>
        <translation>以文字复制决策平面所示内容</translation>
    </message>
    <message>
        <source>Export plane as &amp;CSV…</source>
        <translation>将平面导出为 CSV(&amp;C)…</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Save the decision at every point of the plane</source>
        <translation>保存平面上每一点的决策</translation>
    </message>
    <message>
        <source>Export the decision plane</source>
        <translation>导出决策平面</translation>
    </message>
    <message>
        <source>Export plane as &amp;PNG…</source>
        <translation>将平面导出为 PNG(&amp;P)…</translation>
    </message>
    <message>
        <source>PNG…</source>
        <translation>PNG…</translation>
    </message>
    <message>
        <source>Save the picture of the decision plane</source>
        <translation>保存决策平面的图片</translation>
    </message>
    <message>
        <source>Room now:</source>
        <translation>当前余量：</translation>
    </message>
    <message>
        <source>Requests in flight / capacity of the healthy backends of this tier.</source>
        <translation>该层健康后端的进行中请求数 / 容量。</translation>
    </message>
    <message>
        <source>No application is chosen.</source>
        <translation>尚未选择应用。</translation>
    </message>
    <message>
        <source>The plane shows one application.</source>
        <translation>平面只显示一个应用。</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>显示 %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: none healthy</source>
        <translation>%1：无健康后端</translation>
    </message>
    <message>
        <source>%1: %2/%3 full</source>
        <translation>%1：%2/%3 已满</translation>
    </message>
    <message>
        <source>%1: %2/%3</source>
        <translation>%1：%2/%3</translation>
    </message>
    <message>
        <source>There is no decision plane.</source>
        <translation>没有决策平面。</translation>
    </message>
    <message>
        <source>Go to the Placement page first.</source>
        <translation>请先转到“放置”页。</translation>
    </message>
    <message>
        <source>No requests yet: the dots come with them.</source>
        <translation>还没有请求：有请求后会显示为点。</translation>
    </message>
    <message numerus="yes">
        <source>The latest %n request(s) as dots</source>
        <translation>
            <numerusform>最近 %n 个请求显示为点</numerusform>
        </translation>
    </message>
    <message>
        <source>Thresholds of %1: F %2, D %3</source>
        <translation>%1 的阈值：F %2，D %3</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
    <message>
        <source>No application yet: it begins with its first backend.</source>
        <translation>还没有应用：从第一个后端开始。</translation>
    </message>
    <message>
        <source>Register a backend…</source>
        <translation>注册后端…</translation>
    </message>
    <message>
        <source>Cali&amp;brate…</source>
        <translation>校准(&amp;B)…</translation>
    </message>
    <message>
        <source>Calibrate…</source>
        <translation>校准…</translation>
    </message>
    <message>
        <source>Locate F and D by measuring the live backends; says first what would be sent</source>
        <translation>通过测量在用的后端来确定 F 和 D；会先说明将发送什么</translation>
    </message>
    <message>
        <source>The requests cannot be read. %1</source>
        <translation>无法读取请求。%1</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>straightline::ui::PlacementPlane</name>
    <message>
        <source>Decision plane: request frequency across, data size up</source>
        <translation>决策平面：横轴为请求频率，纵轴为数据大小</translation>
    </message>
    <message>
        <source>Drag the line F or D, or press F or D and then the arrow keys, with Shift in larger steps. Enter applies, Esc gives up. Page Up and Page Down walk through the requests, Space opens the receipt.</source>
        <translation>拖动 F 或 D 线，或按 F 或 D 后用方向键移动，按住 Shift 步幅更大。Enter 应用，Esc 放弃。Page Up 和 Page Down 逐个浏览请求，空格键打开回执。</translation>
    </message>
    <message>
        <source>f %1, d %2: %3
%4</source>
        <translation>f %1，d %2：%3
%4</translation>
    </message>
    <message>
        <source>F %1: drag to change</source>
        <translation>F %1：拖动以更改</translation>
    </message>
    <message>
        <source>D %1: drag to change</source>
        <translation>D %1：拖动以更改</translation>
    </message>
    <message>
        <source>Request frequency f</source>
        <translation>请求频率 f</translation>
    </message>
    <message>
        <source>Data size d</source>
        <translation>数据大小 d</translation>
    </message>
    <message>
        <source>%1 takes at most %2</source>
        <translation>%1 最多接受 %2</translation>
    </message>
    <message>
        <source>%1 → %2, status %3</source>
        <translation>%1 → %2，状态码 %3</translation>
    </message>
    <message>
        <source>%1: f %2, d %3
%4
Click for its receipt.</source>
        <translation>%1：f %2，d %3
%4
单击查看其回执。</translation>
    </message>
    <message>
        <source>no backend</source>
        <translation>无后端</translation>
    </message>
    <message>
        <source>stays at %1: %2</source>
        <translation>留在 %1：%2</translation>
    </message>
    <message>
        <source>moves from %1 to %2: %3</source>
        <translation>从 %1 移至 %2：%3</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ReadOnly</name>
    <message>
        <source>The engine is in read-only mode. To change something, start it without --read-only.</source>
        <translation>引擎处于只读模式。要进行更改，请在启动时去掉 --read-only。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ReceiptDialog</name>
    <message>
        <source>Why there?</source>
        <translation>为什么在那里？</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Reading the receipt…</source>
        <translation>正在读取回执…</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ReceiptPanel</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy this receipt as text</source>
        <translation>以文本形式复制此回执</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Room then</source>
        <translation>当时空位</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>尝试</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Choose a request to see why it was placed where it was.</source>
        <translation>选择一个请求，查看它为何被放到那里。</translation>
    </message>
    <message>
        <source>Why there? %1 → %2 (%3), %4</source>
        <translation>为何放在那里？%1 → %2（%3），%4</translation>
    </message>
    <message>
        <source>Why there?</source>
        <translation>为何放在那里？</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>复制为 curl</translation>
    </message>
    <message>
        <source>Copy a command that sends a request of the same method, path and size. Its body is zeros: bodies, headers and queries are not kept.</source>
        <translation>复制一条命令，发送方法、路径和大小相同的请求。正文为零字节：正文、头和查询参数都不保留。</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>凭据</translation>
    </message>
</context>
<context>
    <name>straightline::ui::RedeployDialog</name>
    <message>
        <source>Redeploy %1</source>
        <translation>重新部署 %1</translation>
    </message>
    <message>
        <source>&amp;Redeploy</source>
        <translation>重新部署(&amp;R)</translation>
    </message>
    <message>
        <source>What the redeploy changes</source>
        <translation>重新部署所更改的内容</translation>
    </message>
    <message>
        <source>Keep the old ones</source>
        <translation>保留旧容器</translation>
    </message>
    <message>
        <source>What was replaced stays, stopped, for so long: rolling back to it takes a moment.</source>
        <translation>被替换的容器会停止并保留这么久：回滚只需片刻。</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>remove at once</source>
        <translation>立即移除</translation>
    </message>
    <message>
        <source>&amp;Keep the old ones</source>
        <translation>保留旧容器(&amp;K)</translation>
    </message>
</context>
<context>
    <name>straightline::ui::RedeployTable</name>
    <message>
        <source>no limit</source>
        <translation>无限制</translation>
    </message>
    <message>
        <source>Image default</source>
        <translation>镜像默认</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新的</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Another tag or image; the configuration keeps it when the redeploy succeeds.</source>
        <translation>另一个标签或镜像；重新部署成功后写入配置。</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>as the image says</source>
        <translation>按镜像设置</translation>
    </message>
    <message>
        <source>What runs inside; blanks separate, double quotes keep together. Empty = as the image says</source>
        <translation>容器内运行的命令；以空格分隔，双引号内视为整体。留空 = 按镜像设置</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>副本数</translation>
    </message>
    <message>
        <source>Containers that share the requests</source>
        <translation>分担请求的容器数</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>内存上限</translation>
    </message>
    <message>
        <source>CPU limit</source>
        <translation>CPU 上限</translation>
    </message>
    <message>
        <source>In cores, of each replica</source>
        <translation>每个副本，以核心计</translation>
    </message>
    <message>
        <source>Port inside</source>
        <translation>容器内端口</translation>
    </message>
    <message>
        <source>Where the server inside listens; the port outside is chosen by the Docker engine.</source>
        <translation>容器内服务器监听的端口；外部端口由 Docker 引擎选择。</translation>
    </message>
    <message>
        <source>Start time-out</source>
        <translation>启动超时</translation>
    </message>
    <message>
        <source>A new container that is not healthy after so long has failed.</source>
        <translation>新容器超过此时间仍不健康即视为失败。</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>As it is configured</source>
        <translation>按当前配置</translation>
    </message>
    <message>
        <source>Environment variable; empty = as the image says</source>
        <translation>环境变量；留空 = 按镜像设置</translation>
    </message>
    <message>
        <source>Published as port %1</source>
        <translation>发布为端口 %1</translation>
    </message>
    <message>
        <source>● changed</source>
        <translation>● 已更改</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>What runs with it is kept secret, so it cannot be compared; it is as configured.</source>
        <translation>运行中的值是机密，无法比较；新值与当前配置相同。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::RequestsModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>When its head arrived</source>
        <translation>请求头到达的时间</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>The x-request-id the client got</source>
        <translation>客户端得到的 x-request-id</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>The application it called</source>
        <translation>所调用的应用</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Data size d: bytes of its body</source>
        <translation>数据大小 d：请求体字节数</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>后端</translation>
    </message>
    <message>
        <source>The backend that answered or was tried last</source>
        <translation>应答的或最后尝试的后端</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>层</translation>
    </message>
    <message>
        <source>The tier of that backend</source>
        <translation>该后端所在的层</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why it was placed there</source>
        <translation>为何放在那里</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态码</translation>
    </message>
    <message>
        <source>What the client got</source>
        <translation>客户端得到的结果</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总计</translation>
    </message>
    <message>
        <source>From its head to the last byte of its answer</source>
        <translation>从请求头到应答的最后一个字节</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>Until the last attempt began: placement, waiting, earlier attempts</source>
        <translation>到最后一次尝试开始为止：放置、等待与之前的尝试</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Getting a connection, or a function instance with its cold start</source>
        <translation>取得连接，或取得函数实例（含冷启动）</translation>
    </message>
    <message>
        <source>Backend</source>
        <comment>time</comment>
        <translation>后端</translation>
    </message>
    <message>
        <source>First byte sent to first byte of the answer</source>
        <translation>从发出第一个字节到收到应答的第一个字节</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>传输</translation>
    </message>
    <message>
        <source>The answer&apos;s way to the client</source>
        <translation>应答传给客户端的时间</translation>
    </message>
</context>
<context>
    <name>straightline::ui::RequestsPage</name>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Only requests that were not answered, or with a status of 500 or more</source>
        <translation>仅显示未得到应答或状态码不小于 500 的请求</translation>
    </message>
    <message>
        <source>F&amp;ollow</source>
        <translation>跟随(&amp;O)</translation>
    </message>
    <message>
        <source>Fetch new requests as they come, or hold</source>
        <translation>持续读取新请求，或停住</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Filter re&amp;quests</source>
        <translation>筛选请求(&amp;Q)</translation>
    </message>
    <message>
        <source>Go to the filter of the requests</source>
        <translation>转到请求筛选框</translation>
    </message>
    <message>
        <source>Choose a request to see why it was placed where it was.</source>
        <translation>选择一个请求，查看它为何被放到那里。</translation>
    </message>
    <message>
        <source>%1 kept</source>
        <translation>保留 %1 条</translation>
    </message>
    <message>
        <source>%1 of %2 kept</source>
        <translation>保留 %2 条，显示 %1 条</translation>
    </message>
    <message>
        <source>%1, %2 more came too fast to list</source>
        <translation>%1，另有 %2 条来得太快未列出</translation>
    </message>
    <message>
        <source>Exporting row %1 of %2</source>
        <translation>正在导出第 %1 行，共 %2 行</translation>
    </message>
    <message>
        <source>&amp;Export requests…</source>
        <translation>导出请求(&amp;E)…</translation>
    </message>
    <message>
        <source>Write the table as it is shown, with its filter and order, to a CSV or JSON file</source>
        <translation>把表格按所示的筛选和顺序写入 CSV 或 JSON 文件</translation>
    </message>
    <message>
        <source>Copy the &amp;rows</source>
        <translation>复制行(&amp;R)</translation>
    </message>
    <message>
        <source>Copy the chosen rows as text, with titles (Ctrl+C)</source>
        <translation>把所选行连同标题复制为文字 (Ctrl+C)</translation>
    </message>
    <message>
        <source>Copy the &amp;cell</source>
        <translation>复制单元格(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the current cell as shown (Ctrl+Shift+C)</source>
        <translation>按所示复制当前单元格 (Ctrl+Shift+C)</translation>
    </message>
    <message>
        <source>Copy as c&amp;url</source>
        <translation>复制为 curl(&amp;U)</translation>
    </message>
    <message>
        <source>Copy a command that sends a request of the same method, path and size</source>
        <translation>复制一条命令，发送方法、路径和大小相同的请求</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Choose the columns of the table</source>
        <translation>选择表格的列</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>None of the requests kept meets the filter.</source>
        <translation>保留的请求中没有一条符合筛选条件。</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Reading the latest requests…</source>
        <translation>正在读取最新请求…</translation>
    </message>
    <message>
        <source>Held: no requests are fetched while Follow is off.</source>
        <translation>已保持：关闭“跟随”时不读取请求。</translation>
    </message>
    <message>
        <source>No requests yet. Send one, or start straightline --demo, which brings its own load:</source>
        <translation>还没有请求。发送一个，或运行自带负载的 straightline --demo：</translation>
    </message>
    <message>
        <source>There is no row to export.</source>
        <translation>没有可导出的行。</translation>
    </message>
    <message>
        <source>Choose a request first.</source>
        <translation>请先选择一个请求。</translation>
    </message>
    <message>
        <source>%1, more came too fast to list</source>
        <translation>%1，另有一些来得太快，未列出</translation>
    </message>
    <message>
        <source>Onl&amp;y failures</source>
        <translation>仅失败(&amp;Y)</translation>
    </message>
    <message>
        <source>The requests cannot be read. %1</source>
        <translation>无法读取请求。%1</translation>
    </message>
    <message>
        <source>No application yet: it begins with its first backend.</source>
        <translation>还没有应用：从第一个后端开始。</translation>
    </message>
    <message>
        <source>Register a backend…</source>
        <translation>注册后端…</translation>
    </message>
</context>
<context>
    <name>straightline::ui::SettingsFields</name>
    <message>
        <source>Listen on</source>
        <translation>监听地址</translation>
    </message>
    <message>
        <source>HOST:PORT where clients connect; empty only beside HTTPS.</source>
        <translation>客户端连接的 HOST:PORT；仅在启用 HTTPS 时可以为空。</translation>
    </message>
    <message>
        <source>only HTTPS</source>
        <translation>仅 HTTPS</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Gateway threads, each with its own connections.</source>
        <translation>网关线程，各自拥有自己的连接。</translation>
    </message>
    <message>
        <source>Most connections</source>
        <translation>最多连接数</translation>
    </message>
    <message>
        <source>Client connections at once; more wait in the kernel.</source>
        <translation>同时的客户端连接数；更多的连接在内核中等待。</translation>
    </message>
    <message>
        <source>Largest body</source>
        <translation>最大请求体</translation>
    </message>
    <message>
        <source>A longer request body is refused with 413.</source>
        <translation>更长的请求体以 413 拒绝。</translation>
    </message>
    <message>
        <source>0: no bodies</source>
        <translation>0：不接受请求体</translation>
    </message>
    <message>
        <source>Largest head</source>
        <translation>最大请求头</translation>
    </message>
    <message>
        <source>A longer request head is refused with 431.</source>
        <translation>更长的请求头以 431 拒绝。</translation>
    </message>
    <message>
        <source>Time for a head</source>
        <translation>请求头时限</translation>
    </message>
    <message>
        <source>From the first byte of a request to the end of its head.</source>
        <translation>从请求的第一个字节到请求头结束。</translation>
    </message>
    <message>
        <source>Silence in a body</source>
        <translation>请求体静默</translation>
    </message>
    <message>
        <source>Longest silence of a client inside a body.</source>
        <translation>客户端在请求体中的最长静默时间。</translation>
    </message>
    <message>
        <source>Idle connections</source>
        <translation>空闲连接</translation>
    </message>
    <message>
        <source>How long a connection is kept between two requests.</source>
        <translation>两次请求之间连接保留的时间。</translation>
    </message>
    <message>
        <source>Time to drain</source>
        <translation>排空时限</translation>
    </message>
    <message>
        <source>From the signal to end to the end of the last request.</source>
        <translation>从结束信号到最后一个请求完成。</translation>
    </message>
    <message>
        <source>Other protocols</source>
        <translation>其他协议</translation>
    </message>
    <message>
        <source>Requests for another protocol, such as WebSocket.</source>
        <translation>请求改用其他协议，例如 WebSocket。</translation>
    </message>
    <message>
        <source>Silence in a tunnel</source>
        <translation>隧道静默</translation>
    </message>
    <message>
        <source>Longest silence of both sides of a tunnel.</source>
        <translation>隧道两端的最长静默时间。</translation>
    </message>
    <message>
        <source>Silence of a machine</source>
        <translation>机器静默</translation>
    </message>
    <message>
        <source>A client or backend whose machine acknowledges nothing for so long is gone.</source>
        <translation>客户端或后端所在的机器若在此时间内没有任何确认，即视为已断开。</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>无限制</translation>
    </message>
    <message>
        <source>Header fields</source>
        <translation>请求头字段数</translation>
    </message>
    <message>
        <source>Most header fields of a request; more are refused with 431.</source>
        <translation>请求最多的头字段数；更多以 431 拒绝。</translation>
    </message>
    <message>
        <source>Request target</source>
        <translation>请求目标</translation>
    </message>
    <message>
        <source>Longest target of a request; a longer one is refused with 414.</source>
        <translation>请求目标的最大长度；更长以 414 拒绝。</translation>
    </message>
    <message>
        <source>Chunk extension</source>
        <translation>分块扩展</translation>
    </message>
    <message>
        <source>Longest extension in the line of one chunk.</source>
        <translation>单个分块行中扩展的最大长度。</translation>
    </message>
    <message>
        <source>Chunk framing</source>
        <translation>分块开销</translation>
    </message>
    <message>
        <source>Framing of a chunked body beyond what its chunks need.</source>
        <translation>分块请求体超出必要的封装字节。</translation>
    </message>
    <message>
        <source>Trailers</source>
        <translation>尾部字段</translation>
    </message>
    <message>
        <source>Most bytes of fields after a chunked body.</source>
        <translation>分块请求体之后字段的最大字节数。</translation>
    </message>
    <message>
        <source>Connections of one address</source>
        <translation>单个地址的连接数</translation>
    </message>
    <message>
        <source>Of an IPv4 address or an IPv6 /64; more are refused with 429.</source>
        <translation>每个 IPv4 地址或 IPv6 /64；更多以 429 拒绝。</translation>
    </message>
    <message>
        <source>Requests of one connection</source>
        <translation>单个连接的请求数</translation>
    </message>
    <message>
        <source>After so many the connection is closed.</source>
        <translation>达到此数后关闭连接。</translation>
    </message>
    <message>
        <source>Slowest upload</source>
        <translation>最慢上传</translation>
    </message>
    <message>
        <source>A slower request body is broken off with 408.</source>
        <translation>更慢的请求体以 408 中断。</translation>
    </message>
    <message>
        <source>Slowest download</source>
        <translation>最慢下载</translation>
    </message>
    <message>
        <source>A client that reads its answer more slowly is cut off.</source>
        <translation>读取应答更慢的客户端将被断开。</translation>
    </message>
    <message>
        <source>Grace for slow ones</source>
        <translation>慢速宽限</translation>
    </message>
    <message>
        <source>Before the two slowest rates count.</source>
        <translation>在两项最慢速率生效之前。</translation>
    </message>
    <message>
        <source>Listen on (HTTPS)</source>
        <translation>监听地址（HTTPS）</translation>
    </message>
    <message>
        <source>HOST:PORT of the HTTPS listener.</source>
        <translation>HTTPS 监听的 HOST:PORT。</translation>
    </message>
    <message>
        <source>no HTTPS</source>
        <translation>无 HTTPS</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>证书文件</translation>
    </message>
    <message>
        <source>PEM on the engine&apos;s machine: the certificate, then its chain. Read again when it changes.</source>
        <translation>引擎所在机器上的 PEM 文件：先是证书，然后是证书链。文件变化时重新读取。</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>PEM on the engine&apos;s machine, not encrypted, not readable by everybody.</source>
        <translation>引擎所在机器上的 PEM 文件，未加密，且不能被所有人读取。</translation>
    </message>
    <message>
        <source>Client authorities</source>
        <translation>客户端证书颁发机构</translation>
    </message>
    <message>
        <source>PEM: clients must show a certificate signed by one of these.</source>
        <translation>PEM：客户端必须出示由其中之一签发的证书。</translation>
    </message>
    <message>
        <source>Oldest TLS version</source>
        <translation>最低 TLS 版本</translation>
    </message>
    <message>
        <source>Clients that speak only older ones are turned away.</source>
        <translation>只支持更旧版本的客户端将被拒绝。</translation>
    </message>
    <message>
        <source>Keep requests</source>
        <translation>保留请求</translation>
    </message>
    <message>
        <source>Older request records are removed.</source>
        <translation>更早的请求记录将被删除。</translation>
    </message>
    <message>
        <source>Keep history</source>
        <translation>保留历史</translation>
    </message>
    <message>
        <source>Older hourly figures, which the charts show, are removed.</source>
        <translation>图表所示的更早的每小时数据将被删除。</translation>
    </message>
    <message>
        <source>Largest database</source>
        <translation>最大数据库</translation>
    </message>
    <message>
        <source>Above it the oldest request records are removed.</source>
        <translation>超过时删除最早的请求记录。</translation>
    </message>
    <message>
        <source>not asked for</source>
        <translation>不要求</translation>
    </message>
</context>
<context>
    <name>straightline::ui::SettingsForm</name>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>Refuse them</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Pass them on as a tunnel</source>
        <translation>作为隧道转发</translation>
    </message>
    <message>
        <source>%1 does not work. Allowed: %2</source>
        <translation>%1 无效。允许：%2</translation>
    </message>
</context>
<context>
    <name>straightline::ui::SettingsPage</name>
    <message>
        <source>Groups of settings</source>
        <translation>设置分组</translation>
    </message>
    <message>
        <source>The gateway reads these when it starts: a change takes effect at the engine&apos;s next start.</source>
        <translation>网关在启动时读取这些设置：更改在引擎下次启动时生效。</translation>
    </message>
    <message>
        <source>A&amp;ppearance</source>
        <translation>外观(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Notices</source>
        <translation>通知(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Gateway</source>
        <translation>网关(&amp;G)</translation>
    </message>
    <message>
        <source>What one client may cost. </source>
        <translation>单个客户端可以占用的资源。</translation>
    </message>
    <message>
        <source>&amp;Limits</source>
        <translation>限制(&amp;L)</translation>
    </message>
    <message>
        <source>HTTP&amp;S</source>
        <translation>HTTP&amp;S</translation>
    </message>
    <message>
        <source>How long the engine keeps what it recorded.</source>
        <translation>引擎保留记录的时间。</translation>
    </message>
    <message>
        <source>S&amp;tore</source>
        <translation>存储(&amp;T)</translation>
    </message>
    <message>
        <source>S&amp;ite file</source>
        <translation>站点文件(&amp;I)</translation>
    </message>
    <message>
        <source>Ab&amp;out</source>
        <translation>关于(&amp;O)</translation>
    </message>
    <message>
        <source>Give the edited settings to the engine; undo takes them back</source>
        <translation>将编辑的设置交给引擎；撤销可收回</translation>
    </message>
    <message>
        <source>&amp;Revert</source>
        <translation>还原(&amp;R)</translation>
    </message>
    <message>
        <source>Show again what the engine has</source>
        <translation>重新显示引擎中的设置</translation>
    </message>
    <message>
        <source>Nothing is edited.</source>
        <translation>没有编辑任何内容。</translation>
    </message>
    <message>
        <source>A value is not allowed: see what is said beside it.</source>
        <translation>有一个值不被允许：请看其旁边的说明。</translation>
    </message>
    <message>
        <source>Edited, not applied yet.</source>
        <translation>已编辑，尚未应用。</translation>
    </message>
    <message>
        <source>Change the settings</source>
        <translation>更改设置</translation>
    </message>
    <message>
        <source>Applied. Undo takes it back.</source>
        <translation>已应用。撤销可收回。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Colours of the console; &quot;As the system&quot; follows the desktop while it runs.</source>
        <translation>控制台的颜色；“跟随系统”在运行时跟随桌面。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Language of the console; numbers and dates follow it.</source>
        <translation>控制台的语言；数字和日期随之变化。</translation>
    </message>
    <message>
        <source>Reduce &amp;motion</source>
        <translation>减少动态效果(&amp;M)</translation>
    </message>
    <message>
        <source>The charts move once a second instead of ten times.</source>
        <translation>图表每秒移动一次而不是十次。</translation>
    </message>
    <message>
        <source>Desktop notices while the console runs. They also stand under Activity.</source>
        <translation>控制台运行时的桌面通知。它们也列在“活动”中。</translation>
    </message>
    <message>
        <source>A backend goes &amp;down</source>
        <translation>后端停机(&amp;D)</translation>
    </message>
    <message>
        <source>When its state becomes down or failed.</source>
        <translation>当其状态变为停机或失败时。</translation>
    </message>
    <message>
        <source>A redeploy fails</source>
        <translation>重新部署失败</translation>
    </message>
    <message>
        <source>When a redeploy ends without success.</source>
        <translation>当重新部署未成功结束时。</translation>
    </message>
    <message>
        <source>Failures exceed a limit</source>
        <translation>失败超过限值</translation>
    </message>
    <message>
        <source>When for five seconds more of an application&apos;s requests fail than the limit says.</source>
        <translation>当某个应用的失败请求比例连续五秒超过限值时。</translation>
    </message>
    <message>
        <source>Limit of failures</source>
        <translation>失败限值</translation>
    </message>
    <message>
        <source>Share of an application&apos;s requests that fail, in percent; 0.1 … 100.</source>
        <translation>应用失败请求所占百分比；0.1 … 100。</translation>
    </message>
    <message>
        <source>Quiet time</source>
        <translation>静默时间</translation>
    </message>
    <message>
        <source>Minutes before the same is told again; 1 … 1440.</source>
        <translation>再次通知同一事件之前的分钟数；1 … 1440。</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>&amp;Quiet time</source>
        <translation>静默时间(&amp;Q)</translation>
    </message>
    <message>
        <source>StraightLine Console</source>
        <translation>StraightLine 控制台</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Version %1, Qt %2</source>
        <translation>版本 %1，Qt %2</translation>
    </message>
    <message>
        <source>Clients connect to %1</source>
        <translation>客户端连接到 %1</translation>
    </message>
    <message>
        <source>Clients connect with HTTPS to %1</source>
        <translation>客户端通过 HTTPS 连接到 %1</translation>
    </message>
    <message>
        <source>The management API is at %1</source>
        <translation>管理 API 位于 %1</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <translation>自由软件，遵循 GNU 通用公共许可证第 3 版或更高版本。</translation>
    </message>
    <message>
        <source>Copy these lines, for example into a report</source>
        <translation>复制这些内容，例如粘贴到报告中</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>应用(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>New thresholds fare worse than predicted</source>
        <translation>新阈值表现不如预测</translation>
    </message>
    <message>
        <source>When the watch of applied thresholds rolls them back, or would.</source>
        <translation>当对已应用阈值的观察将其回滚（或本应回滚）时。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ShortcutDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>作用</translation>
    </message>
</context>
<context>
    <name>straightline::ui::SitePanel</name>
    <message>
        <source>Sites (*.toml)</source>
        <translation>站点 (*.toml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>The file holds all applications, backends and settings. Importing puts it in place of what is there now; undo brings that back.</source>
        <translation>文件包含所有应用、后端和设置。导入会用它替换现有内容；撤销可恢复。</translation>
    </message>
    <message>
        <source>Text of the site file</source>
        <translation>站点文件内容</translation>
    </message>
    <message>
        <source>site.toml: paste, open or edit it, then import it.</source>
        <translation>site.toml：粘贴、打开或编辑，然后导入。</translation>
    </message>
    <message>
        <source>Show the present one</source>
        <translation>显示当前站点</translation>
    </message>
    <message>
        <source>Put the engine&apos;s site into the text below</source>
        <translation>将引擎的站点放入下方文本</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Read a site.toml into the text below</source>
        <translation>将 site.toml 读入下方文本</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>另存为文件…</translation>
    </message>
    <message>
        <source>Write the engine&apos;s site to a file</source>
        <translation>将引擎的站点写入文件</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Put the text below in place of the present applications and settings</source>
        <translation>用下方文本替换现有的应用和设置</translation>
    </message>
    <message>
        <source>There is no text to import.</source>
        <translation>没有可导入的文本。</translation>
    </message>
    <message>
        <source>This is the site as the engine has it now.</source>
        <translation>这是引擎当前的站点。</translation>
    </message>
    <message>
        <source>Open a site</source>
        <translation>打开站点</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 is no site: it is larger than 16 MB.</source>
        <translation>%1 不是站点文件：超过 16 MB。</translation>
    </message>
    <message>
        <source>Read from %1. Nothing is changed before it is imported.</source>
        <translation>已读取 %1。导入之前不会更改任何内容。</translation>
    </message>
    <message>
        <source>Save the site</source>
        <translation>保存站点</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Import the site</source>
        <translation>导入站点</translation>
    </message>
    <message>
        <source>Import this site?</source>
        <translation>导入此站点？</translation>
    </message>
    <message numerus="yes">
        <source>Its applications and settings take the place of those there are now, %n application(s) with their backends. Undo brings them back.</source>
        <translation>
            <numerusform>其应用和设置将替换现有的 %n 个应用及其后端。撤销可恢复。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>Import a site</source>
        <translation>导入站点</translation>
    </message>
    <message>
        <source>Imported. Undo brings back what was there.</source>
        <translation>已导入。撤销可恢复原有内容。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::SizeEdit</name>
    <message>
        <source>no limit</source>
        <translation>无上限</translation>
    </message>
    <message>
        <source>Unit of %1</source>
        <translation>%1的单位</translation>
    </message>
</context>
<context>
    <name>straightline::ui::StagesBar</name>
    <message>
        <source>Stages of the request</source>
        <translation>请求各阶段</translation>
    </message>
</context>
<context>
    <name>straightline::ui::StatusStrip</name>
    <message>
        <source>Where clients send their requests.</source>
        <translation>客户端发送请求的地址。</translation>
    </message>
    <message>
        <source>The gateway&apos;s own time for each request of the last 10 s; waiting is not counted.</source>
        <translation>最近 10 秒内网关自身在每个请求上花费的时间；不含等待。</translation>
    </message>
    <message>
        <source>Request records that wait to be written to disk.</source>
        <translation>等待写入磁盘的请求记录。</translation>
    </message>
    <message>
        <source>Request records that did not fit in memory; requests themselves are not affected.</source>
        <translation>内存放不下而丢弃的请求记录；请求本身不受影响。</translation>
    </message>
    <message>
        <source>Waiting for the engine…</source>
        <translation>正在等待引擎…</translation>
    </message>
    <message>
        <source>ingest %1</source>
        <translation>入口 %1</translation>
    </message>
    <message>
        <source>gateway adds p50 %1, p99 %2</source>
        <translation>网关附加 p50 %1，p99 %2</translation>
    </message>
    <message>
        <source>gateway adds %1</source>
        <translation>网关附加 %1</translation>
    </message>
    <message>
        <source>store %1 behind</source>
        <translation>存储落后 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) lost</source>
        <translation>
            <numerusform>丢失 %n 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n degraded</source>
        <translation>
            <numerusform>%n 项降级</numerusform>
        </translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>What works only in part; the line above the page says what, and why.</source>
        <translation>只能部分工作的内容；页面上方的一行说明是什么以及原因。</translation>
    </message>
    <message>
        <source>serving</source>
        <translation>服务中</translation>
    </message>
    <message>
        <source>draining</source>
        <translation>排空中</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>The engine takes requests.</source>
        <translation>引擎正在接受请求。</translation>
    </message>
    <message>
        <source>The engine takes no new requests and finishes those in flight.</source>
        <translation>引擎不再接受新请求，正在完成处理中的请求。</translation>
    </message>
    <message>
        <source>The engine does not take requests yet.</source>
        <translation>引擎尚未接受请求。</translation>
    </message>
    <message>
        <source>Docker away</source>
        <translation>Docker 不可用</translation>
    </message>
    <message>
        <source>Docker</source>
        <translation>Docker</translation>
    </message>
    <message>
        <source>The Docker engine answers; container backends can be started and watched.</source>
        <translation>Docker 引擎有应答；容器后端可以启动和监视。</translation>
    </message>
    <message>
        <source>not heard</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>Nothing new comes from the engine; the line above the page says what to do.</source>
        <translation>引擎没有任何新消息；页面上方的提示说明了应对方法。</translation>
    </message>
    <message>
        <source>Every recorded decision is decided again from what was recorded with it: f, d, F, D and the room of each tier. All must come out the same.</source>
        <translation>每个已记录的决策都会根据随之记录的 f、d、F、D 和各层级余量重新决策一次，结果必须完全相同。</translation>
    </message>
    <message>
        <source>%1 checked, %2 differ</source>
        <translation>已核对 %1，%2 不同</translation>
    </message>
    <message>
        <source>%1 of %2 memory</source>
        <translation>显存 %1 / %2</translation>
    </message>
    <message>
        <source>memory: not available</source>
        <translation>显存：无数据</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 busy</source>
        <translation>占用 %1</translation>
    </message>
    <message>
        <source>load: not available</source>
        <translation>负载：无数据</translation>
    </message>
    <message>
        <source>%1 W</source>
        <translation>%1 W</translation>
    </message>
    <message>
        <source>%1 °C</source>
        <translation>%1 °C</translation>
    </message>
    <message>
        <source>   instance %1: %2</source>
        <translation>   实例 %1：%2</translation>
    </message>
    <message>
        <source>GPUs are not available: %1</source>
        <translation>GPU 不可用：%1</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>As last seen: %1</source>
        <translation>最后一次所见：%1</translation>
    </message>
</context>
<context>
    <name>straightline::ui::SweepHistory</name>
    <message>
        <source>Sweeps</source>
        <translation>扫描记录</translation>
    </message>
    <message>
        <source>No sweep of this application yet.</source>
        <translation>此应用还没有扫描。</translation>
    </message>
    <message>
        <source>The latest %1 sweeps of all applications are kept; Enter opens one.</source>
        <translation>保留所有应用最近的 %1 次扫描；按 Enter 打开一次。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::SweepPanel</name>
    <message>
        <source>Sweep the thresholds</source>
        <translation>扫描阈值</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Try every pair of F and D of a grid on the recorded requests, and look for a better pair; nothing changes</source>
        <translation>在记录的请求上试算网格中每一对 F 和 D，并寻找更好的一对；不改变任何设置</translation>
    </message>
    <message>
        <source>Stop the sweep</source>
        <translation>停止扫描</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop the sweep that runs; what was tried by then is kept</source>
        <translation>停止正在进行的扫描；已试算的部分会保留</translation>
    </message>
    <message>
        <source>Try the recommended thresholds</source>
        <translation>试用推荐的阈值</translation>
    </message>
    <message>
        <source>Move F and D of this page to the recommended pair; nothing changes yet</source>
        <translation>把本页的 F 和 D 移到推荐的一对；暂不改变任何设置</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>What the colours show, and what the next sweep looks for</source>
        <translation>颜色所表示的指标，也是下一次扫描所优化的目标</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>How many F × how many D the next sweep tries</source>
        <translation>下一次扫描试算多少个 F × 多少个 D</translation>
    </message>
    <message>
        <source>Sweep of the thresholds of %1</source>
        <translation>扫描 %1 的阈值</translation>
    </message>
    <message>
        <source>Stop the sweep of the thresholds of %1</source>
        <translation>停止扫描 %1 的阈值</translation>
    </message>
    <message>
        <source>The first sweep of this application is being made…</source>
        <translation>正在进行此应用的第一次扫描…</translation>
    </message>
    <message>
        <source>No sweep of this application yet. Sweep tries every pair of F and D of a grid on its recorded requests.</source>
        <translation>此应用还没有扫描。“扫描”会在其记录的请求上试算网格中每一对 F 和 D。</translation>
    </message>
    <message>
        <source>%1 %: %2</source>
        <translation>%1 %：%2</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>A sweep runs already.</source>
        <translation>已有扫描正在进行。</translation>
    </message>
    <message>
        <source>No sweep runs.</source>
        <translation>没有正在进行的扫描。</translation>
    </message>
    <message>
        <source>No pair is recommended.</source>
        <translation>没有推荐的阈值对。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::SweepPoints</name>
    <message>
        <source>Pairs of thresholds</source>
        <translation>阈值对</translation>
    </message>
    <message>
        <source>Only the Pareto front</source>
        <translation>仅帕累托前沿</translation>
    </message>
    <message>
        <source>Hide the pairs that another one beats in p95, failures and cost together</source>
        <translation>隐藏在 p95、失败和费用上都被别的阈值对超过的阈值对</translation>
    </message>
    <message>
        <source>Export the threshold map…</source>
        <translation>导出阈值图…</translation>
    </message>
    <message>
        <source>Save the pairs of thresholds with their figures, as shown</source>
        <translation>按所显示的内容保存阈值对及其数值</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>%1 of %2 pairs; Enter tries one</source>
        <translation>%1 对（共 %2 对）；按 Enter 试用一对</translation>
    </message>
    <message>
        <source>No sweep is shown.</source>
        <translation>没有显示扫描。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::Sweeps</name>
    <message>
        <source>%1 %2, 95 % CI %3…%4</source>
        <translation>%1 %2，95 % 置信区间 %3…%4</translation>
    </message>
    <message>
        <source>stopped before</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>no better pair found</source>
        <translation>未找到更好的阈值对</translation>
    </message>
    <message>
        <source>too few requests</source>
        <translation>请求太少</translation>
    </message>
    <message>
        <source>p95 %1 (predicted %2 – %3), failed %4 (predicted %5 – %6), %7 requests</source>
        <translation>p95 %1（预测 %2 – %3），失败 %4（预测 %5 – %6），%7 个请求</translation>
    </message>
    <message>
        <source>F %1, D %2</source>
        <translation>F %1，D %2</translation>
    </message>
    <message>
        <source>F</source>
        <translation>F</translation>
    </message>
    <message>
        <source>Frequency threshold.</source>
        <translation>频率阈值。</translation>
    </message>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
    <message>
        <source>Size threshold.</source>
        <translation>大小阈值。</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>95 of 100 answered requests took at most this long.</source>
        <translation>100 个已应答的请求中有 95 个耗时不超过此值。</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Share of all requests that got no good answer.</source>
        <translation>在全部请求中未得到正常应答的比例。</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>At usual prices, of all the requests together.</source>
        <translation>按通常价格，所有请求合计。</translation>
    </message>
    <message>
        <source>Pareto front</source>
        <translation>帕累托前沿</translation>
    </message>
    <message>
        <source>No other pair has a lower p95, share of failures and cost together.</source>
        <translation>没有别的阈值对在 p95、失败比例和费用上同时更低。</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>When it began.</source>
        <translation>开始的时间。</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Whose requests were tried.</source>
        <translation>试算的是哪个应用的请求。</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>How many F × how many D.</source>
        <translation>多少个 F × 多少个 D。</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>What it was tuned for.</source>
        <translation>调优的目标。</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>The latest recorded, that were tried.</source>
        <translation>试算的最近记录的请求。</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Time to compute.</source>
        <translation>计算所用时间。</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Proven on requests that it was not tuned on.</source>
        <translation>在未用于调优的请求上得到验证。</translation>
    </message>
    <message>
        <source>Change of p95</source>
        <translation>p95 变化</translation>
    </message>
    <message>
        <source>Of the recommended pair against the one before.</source>
        <translation>推荐的阈值对相对于之前的阈值对。</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>已应用</translation>
    </message>
    <message>
        <source>The pair of it that was applied, if one was.</source>
        <translation>其中已应用的阈值对（如有）。</translation>
    </message>
    <message>
        <source>By</source>
        <translation>发起者</translation>
    </message>
    <message>
        <source>Who began it.</source>
        <translation>由谁开始。</translation>
    </message>
    <message>
        <source>%1, stopped</source>
        <translation>%1，已停止</translation>
    </message>
    <message>
        <source>%1 of %2 pairs were tried.</source>
        <translation>已试算 %1 对（共 %2 对）。</translation>
    </message>
    <message>
        <source>Applied at %1.</source>
        <translation>于 %1 应用。</translation>
    </message>
    <message>
        <source>%1 requests, %2 – %3.</source>
        <translation>%1 个请求，%2 – %3。</translation>
    </message>
    <message>
        <source>%1 Stopped: %2 of %3 pairs were tried.</source>
        <translation>%1 已停止：试算了 %2 对（共 %3 对）。</translation>
    </message>
    <message>
        <source>Tuned on %1 requests, proven on the %2 after them.</source>
        <translation>在 %1 个请求上调优，在其后的 %2 个请求上验证。</translation>
    </message>
    <message>
        <source>The sweep was stopped before it could recommend a pair.</source>
        <translation>扫描在得出推荐之前已停止。</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>points</source>
        <translation>个百分点</translation>
    </message>
    <message>
        <source>Recommended: %1: %2, on traffic it has not seen. %3</source>
        <translation>推荐：%1：%2，基于它未见过的流量。%3</translation>
    </message>
    <message>
        <source>No better pair found: the present one is the best of those that were tried. %1</source>
        <translation>未找到更好的阈值对：当前的一对是所试算中最好的。%1</translation>
    </message>
    <message>
        <source>No better pair found: of %1 it could not be proven (%2). %3</source>
        <translation>未找到更好的阈值对：%1 未能得到验证（%2）。%3</translation>
    </message>
    <message>
        <source>No recommendation: %1</source>
        <translation>没有推荐：%1</translation>
    </message>
    <message>
        <source>Watching %1: computing what is to be expected…</source>
        <translation>正在观察 %1：正在计算预期…</translation>
    </message>
    <message>
        <source>Watching %1: %2 of the %3 requests that are needed have come. Predicted: p95 %4 – %5.</source>
        <translation>正在观察 %1：所需的 %3 个请求已到 %2 个。预测：p95 %4 – %5。</translation>
    </message>
    <message>
        <source>Watching %1, within what was predicted: %2.</source>
        <translation>正在观察 %1，在预测范围内：%2。</translation>
    </message>
    <message>
        <source>Watching %1, worse than predicted: %2.</source>
        <translation>正在观察 %1，不如预测：%2。</translation>
    </message>
    <message>
        <source>Rolled back from %1 to %2, as it was worse than predicted: %3.</source>
        <translation>已从 %1 回滚到 %2，因为不如预测：%3。</translation>
    </message>
    <message>
        <source>%1 fares as predicted: %2.</source>
        <translation>%1 的表现与预测相符：%2。</translation>
    </message>
    <message>
        <source>The watch of %1 has ended: %2.</source>
        <translation>对 %1 的观察已结束：%2。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::TableExporter</name>
    <message>
        <source>Export the table as shown</source>
        <translation>按所示导出表格</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Not exported: %1</source>
        <translation>未导出：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) exported to %1</source>
        <translation>
            <numerusform>已导出 %n 行到 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The export was cancelled; no file was written.</source>
        <translation>导出已取消，没有写入文件。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::TableTools</name>
    <message>
        <source>Filter: %1</source>
        <translation>筛选：%1</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Shows rows that contain every word; Esc shows all, Enter goes to the rows. (/)</source>
        <translation>显示包含所有词的行；Esc 显示全部，Enter 转到各行。(/)</translation>
    </message>
    <message>
        <source>Columns: %1</source>
        <translation>列：%1</translation>
    </message>
    <message>
        <source>Choose the columns of the table</source>
        <translation>选择表格的列</translation>
    </message>
    <message>
        <source>Export: %1</source>
        <translation>导出：%1</translation>
    </message>
    <message>
        <source>Write this table as it is shown to a CSV or JSON file</source>
        <translation>把此表格按所示写入 CSV 或 JSON 文件</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Exporting row %1 of %2</source>
        <translation>正在导出第 %1 行，共 %2 行</translation>
    </message>
    <message>
        <source>No row contains all of &quot;%1&quot;.</source>
        <translation>没有任何行同时包含“%1”。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>There is no row to export.</source>
        <translation>没有可导出的行。</translation>
    </message>
    <message>
        <source>Copy the &amp;rows</source>
        <translation>复制行(&amp;R)</translation>
    </message>
    <message>
        <source>Copy the &amp;cell</source>
        <translation>复制单元格(&amp;C)</translation>
    </message>
</context>
<context>
    <name>straightline::ui::TestPanel</name>
    <message>
        <source>Send a sample of my own</source>
        <translation>发送自己的样本</translation>
    </message>
    <message>
        <source>Without one the last step sends zeros for the inputs that the backend says its model has.</source>
        <translation>没有样本时，最后一步按后端所述的模型输入发送全零数据。</translation>
    </message>
    <message>
        <source>Path of the sample</source>
        <translation>样本路径</translation>
    </message>
    <message>
        <source>Where the sample is sent with POST; empty = /v2/models/APPLICATION/infer.</source>
        <translation>样本以 POST 发送到的路径；留空 = /v2/models/APPLICATION/infer。</translation>
    </message>
    <message>
        <source>empty: /v2/models/APPLICATION/infer</source>
        <translation>留空：/v2/models/APPLICATION/infer</translation>
    </message>
    <message>
        <source>Body of the sample</source>
        <translation>样本内容</translation>
    </message>
    <message>
        <source>Sent as application/json.</source>
        <translation>以 application/json 发送。</translation>
    </message>
    <message>
        <source>Cancel the test</source>
        <translation>取消测试</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Tries these settings step by step; nothing is registered, and what is started is removed again.</source>
        <translation>逐步试用这些设置；不会注册任何内容，启动的对象会被移除。</translation>
    </message>
    <message>
        <source>The settings have changed since the test.</source>
        <translation>测试之后设置已更改。</translation>
    </message>
    <message>
        <source>The test begins…</source>
        <translation>测试开始…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>step: its state</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The test went well: %1</source>
        <translation>测试成功：%1</translation>
    </message>
    <message>
        <source>The test was cancelled.</source>
        <translation>测试已取消。</translation>
    </message>
    <message>
        <source>The test failed: %1</source>
        <translation>测试失败：%1</translation>
    </message>
    <message>
        <source>%1 failed: %2. %3</source>
        <translation>%1失败：%2。%3</translation>
    </message>
    <message>
        <source>The test could not begin: %1</source>
        <translation>测试无法开始：%1</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
</context>
<context>
    <name>straightline::ui::ThresholdBar</name>
    <message>
        <source>&amp;Policy</source>
        <translation>策略(&amp;P)</translation>
    </message>
    <message>
        <source>Size threshold &amp;D</source>
        <translation>大小阈值 &amp;D</translation>
    </message>
    <message>
        <source>Frequency threshold F</source>
        <translation>频率阈值 F</translation>
    </message>
    <message>
        <source>Above this request frequency, small requests count as a burst and go to the serverless tier.</source>
        <translation>请求频率高于此值时，小请求视为突发，转到无服务器层。</translation>
    </message>
    <message>
        <source>Unit of F</source>
        <translation>F 的单位</translation>
    </message>
    <message>
        <source>Size threshold D</source>
        <translation>大小阈值 D</translation>
    </message>
    <message>
        <source>Requests with a larger body go to the container tier.</source>
        <translation>请求体大于此值的请求转到容器层。</translation>
    </message>
    <message>
        <source>Unit of D</source>
        <translation>D 的单位</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/s</translation>
    </message>
    <message>
        <source>/min</source>
        <translation>/min</translation>
    </message>
    <message>
        <source>Choose one application in the tool bar to edit it.</source>
        <translation>请在工具栏选择一个应用再编辑。</translation>
    </message>
    <message>
        <source>All applications</source>
        <translation>所有应用</translation>
    </message>
    <message>
        <source>Fre&amp;quency threshold F</source>
        <translation>频率阈值 F(&amp;Q)</translation>
    </message>
</context>
<context>
    <name>straightline::ui::Tile</name>
    <message>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>↑ ×%1</source>
        <translation>↑ ×%1</translation>
    </message>
    <message>
        <source>↑ %1</source>
        <translation>↑ %1</translation>
    </message>
    <message>
        <source>↓ %1</source>
        <translation>↓ %1</translation>
    </message>
    <message>
        <source>%1
On average %2 in the shown time range, %3 in the one before it.</source>
        <translation>%1
所示时间范围内平均 %2，前一时间范围内平均 %3。</translation>
    </message>
    <message>
        <source>↑ %1 points</source>
        <translation>↑ %1 个百分点</translation>
    </message>
    <message>
        <source>↓ %1 points</source>
        <translation>↓ %1 个百分点</translation>
    </message>
</context>
<context>
    <name>straightline::ui::TileRow</name>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Finished requests over the last second.</source>
        <translation>最近一秒内完成的请求。</translation>
    </message>
    <message>
        <source>Latency p95</source>
        <translation>延迟 p95</translation>
    </message>
    <message>
        <source>95 of 100 requests of the last 10 s took at most this long, from head to last byte.</source>
        <translation>最近 10 秒的请求中，100 个里有 95 个从请求头到最后一个字节最多用时这么久。</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Share of the last second&apos;s requests that were not answered, or with a status of 500 or more.</source>
        <translation>最近一秒的请求中，未得到应答或状态码不低于 500 的比例。</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Requests begun and not yet finished, now.</source>
        <translation>此刻已开始但尚未完成的请求。</translation>
    </message>
    <message>
        <source>Backends up</source>
        <translation>正常后端</translation>
    </message>
    <message>
        <source>Backends that are up, of all that are registered.</source>
        <translation>所有已注册后端中在线的后端。</translation>
    </message>
    <message>
        <source>f %1</source>
        <translation>f %1</translation>
    </message>
    <message>
        <source>p50 %1</source>
        <translation>p50 %1</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 个等待</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>straightline::ui::TimeChart</name>
    <message>
        <source>Data of the chart %1</source>
        <translation>图表“%1”的数据</translation>
    </message>
    <message>
        <source>Table, pictures and data of this chart</source>
        <translation>此图表的表格、图片与数据</translation>
    </message>
    <message>
        <source>Drag %1 up or down; Escape leaves it as it was. With the keyboard: the arrow keys, then Enter.</source>
        <translation>上下拖动 %1；按 Esc 保持原值。用键盘：先按方向键，再按回车。</translation>
    </message>
    <message>
        <source>Above %1: %2 of the requests in this time range</source>
        <translation>大于 %1：占此时间范围内请求的 %2</translation>
    </message>
    <message>
        <source>%1 to %2: %3 of the requests in this time range</source>
        <translation>%1 至 %2：占此时间范围内请求的 %3</translation>
    </message>
</context>
<context>
    <name>straightline::ui::TrayIcon</name>
    <message>
        <source>StraightLine Console</source>
        <translation>StraightLine 控制台</translation>
    </message>
</context>
<context>
    <name>straightline::ui::Trouble</name>
    <message>
        <source>The disk is full: request records wait in memory, and changes cannot be kept.</source>
        <translation>磁盘已满：请求记录在内存中等待，更改无法保存。</translation>
    </message>
    <message>
        <source>Request records cannot be written: they wait in memory.</source>
        <translation>无法写入请求记录：它们在内存中等待。</translation>
    </message>
    <message>
        <source>Request records come faster than they can be written.</source>
        <translation>请求记录产生的速度超过写入速度。</translation>
    </message>
    <message>
        <source>Docker cannot be reached: containers are neither started nor watched.</source>
        <translation>无法连接 Docker：容器既不会启动，也不会被监视。</translation>
    </message>
    <message>
        <source>There is a problem with the gateway&apos;s certificate.</source>
        <translation>网关的证书有问题。</translation>
    </message>
    <message>
        <source>The backend %1 does not pass its health checks.</source>
        <translation>后端 %1 未通过健康检查。</translation>
    </message>
    <message>
        <source>The container of %1 has ended or does not become healthy.</source>
        <translation>%1 的容器已退出，或一直不健康。</translation>
    </message>
    <message>
        <source>The function %1 cannot be started.</source>
        <translation>函数 %1 无法启动。</translation>
    </message>
    <message>
        <source>Functions run with less isolation than they should.</source>
        <translation>函数运行时的隔离程度低于应有水平。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not verified.</source>
        <translation>未验证 %1 的证书。</translation>
    </message>
    <message>
        <source>Free some space on the disk of the state directory.</source>
        <translation>请在状态目录所在的磁盘上腾出空间。</translation>
    </message>
    <message>
        <source>Look at the disk and the rights of the state directory.</source>
        <translation>请检查磁盘和状态目录的权限。</translation>
    </message>
    <message>
        <source>Use a faster disk, or keep records for fewer days.</source>
        <translation>请使用更快的磁盘，或缩短记录的保留天数。</translation>
    </message>
    <message>
        <source>Start Docker, or set DOCKER_HOST.</source>
        <translation>请启动 Docker，或设置 DOCKER_HOST。</translation>
    </message>
    <message>
        <source>Put a valid certificate with its key in place; both are read again by themselves.</source>
        <translation>请放入有效的证书及其私钥；两者会被自动重新读取。</translation>
    </message>
    <message>
        <source>Start the server at its address, or edit the backend.</source>
        <translation>请启动该地址上的服务器，或编辑此后端。</translation>
    </message>
    <message>
        <source>Look at its logs; then edit its image or limits, or redeploy it.</source>
        <translation>请查看其日志，然后编辑镜像或限制，或重新部署。</translation>
    </message>
    <message>
        <source>Look at its logs and at its command; the next request tries again.</source>
        <translation>请查看其日志和命令；下一个请求会再次尝试。</translation>
    </message>
    <message>
        <source>Install bubblewrap, and let the engine make control groups.</source>
        <translation>请安装 bubblewrap，并允许引擎创建控制组。</translation>
    </message>
    <message>
        <source>Give the backend a file of the authorities to believe.</source>
        <translation>请为该后端指定受信任的证书颁发机构文件。</translation>
    </message>
    <message>
        <source>Since %1.</source>
        <translation>自 %1 起。</translation>
    </message>
    <message>
        <source>Since %1. It is tried again by itself within %2.</source>
        <translation>自 %1 起。将在 %2 内自动重试。</translation>
    </message>
    <message>
        <source>It goes on by itself when the engine does. If it does not: see whether requests are still answered and what the log says, then end StraightLine and start it again; configuration and records are on disk.</source>
        <translation>引擎恢复后会自动继续。若未恢复：请查看请求是否仍有应答以及日志内容，然后结束 StraightLine 并重新启动；配置和记录都保存在磁盘上。</translation>
    </message>
    <message>
        <source>The engine does not answer since %1: what is shown is from then, and changes wait.</source>
        <translation>引擎自 %1 起没有应答：所显示的是当时的内容，更改将等待处理。</translation>
    </message>
    <message>
        <source>The engine answers, but has sent no new numbers since %1: what is shown is from then.</source>
        <translation>引擎有应答，但自 %1 起没有发送新的数据：所显示的是当时的内容。</translation>
    </message>
    <message>
        <source>Recorded decisions, decided again, came out differently.</source>
        <translation>已记录的决策在重新决策时得到了不同的结果。</translation>
    </message>
    <message>
        <source>Restart the engine. If it comes back, check the memory of this machine and report the request.</source>
        <translation>请重启引擎。如果再次出现，请检查本机内存并报告该请求。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::TroubleStrip</name>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Edit the backend, at what is likely wrong</source>
        <translation>在可能出错之处编辑该后端</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Show what the backend wrote</source>
        <translation>显示该后端的输出</translation>
    </message>
    <message>
        <source>Redeploy…</source>
        <translation>重新部署…</translation>
    </message>
    <message>
        <source>Replace what runs of it by a new one</source>
        <translation>用新的替换它正在运行的内容</translation>
    </message>
    <message>
        <source>%1 – %2 for %3</source>
        <translation>%1 – %2已 %3</translation>
    </message>
    <message>
        <source>%1 – %2 for %3: %4</source>
        <translation>%1 – %2已 %3：%4</translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %n more not working)</source>
        <translation>
            <numerusform>%1（另有 %n 个不工作）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::WatchStrip</name>
    <message>
        <source>Stop watching the thresholds</source>
        <translation>停止观察阈值</translation>
    </message>
    <message>
        <source>Leave the thresholds as they are: they are not rolled back any more</source>
        <translation>阈值保持现状：不再回滚</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>停止观察</translation>
    </message>
    <message>
        <source>Stop watching %1</source>
        <translation>停止观察 %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Hide how the watch ended</source>
        <translation>隐藏观察的结果</translation>
    </message>
    <message>
        <source>Nothing is watched.</source>
        <translation>没有正在观察的阈值。</translation>
    </message>
    <message>
        <source>%1 It is not rolled back by itself.</source>
        <translation>%1 不会自动回滚。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::WhatIf</name>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Share of all requests that got no good answer.</source>
        <translation>在全部请求中未得到正常应答的比例。</translation>
    </message>
    <message>
        <source>· %1</source>
        <translation>· %1</translation>
    </message>
    <message>
        <source>Share of all requests that ended so.</source>
        <translation>在全部请求中以此方式结束的比例。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>nowhere</source>
        <translation>无处可去</translation>
    </message>
    <message>
        <source>%1 $</source>
        <translation>%1 美元</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>What is compared.</source>
        <translation>比较的内容。</translation>
    </message>
    <message>
        <source>Happened</source>
        <translation>实际</translation>
    </message>
    <message>
        <source>As it was recorded.</source>
        <translation>按记录的情况。</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>The same requests, simulated under what is tried.</source>
        <translation>同样的请求，在所试设置下模拟。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Predicted against happened.</source>
        <translation>预测与实际相比。</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>Half of the answered requests took at most this long.</source>
        <translation>一半已应答的请求耗时不超过此值。</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>95 of 100 answered requests took at most this long.</source>
        <translation>100 个已应答的请求中有 95 个耗时不超过此值。</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>99 of 100 answered requests took at most this long.</source>
        <translation>100 个已应答的请求中有 99 个耗时不超过此值。</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>At usual prices: of functions for each request and GB-second, of containers for each hour.</source>
        <translation>按通常价格：函数按每次请求和 GB 秒计，容器按每小时计。</translation>
    </message>
    <message>
        <source>Share of the placed requests that went to this tier.</source>
        <translation>在已放置的请求中去往此层级的比例。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Arrival.</source>
        <translation>到达时间。</translation>
    </message>
    <message>
        <source>f</source>
        <translation>f</translation>
    </message>
    <message>
        <source>Request frequency when it came.</source>
        <translation>到达时的请求频率。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Bytes of its body.</source>
        <translation>请求体的字节数。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>原去处</translation>
    </message>
    <message>
        <source>Where it went in the simulation of what happened.</source>
        <translation>在对实际情况的模拟中它去往的地方。</translation>
    </message>
    <message>
        <source>To</source>
        <translation>新去处</translation>
    </message>
    <message>
        <source>Where it would have gone.</source>
        <translation>它本会去往的地方。</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Simulated time under the recorded thresholds, or how it ended.</source>
        <translation>在记录的阈值下模拟的耗时，或其结束方式。</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Simulated time under what is tried, or how it would have ended.</source>
        <translation>在所试设置下模拟的耗时，或其本会的结束方式。</translation>
    </message>
    <message>
        <source>After against before.</source>
        <translation>之后与之前相比。</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Simulated over the same requests, at the thresholds that are tried.</source>
        <translation>在所试阈值下对同样的请求进行模拟。</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>At usual prices.</source>
        <translation>按通常价格。</translation>
    </message>
    <message>
        <source>as it happened</source>
        <translation>实际情况</translation>
    </message>
    <message>
        <source>What was recorded, not simulated.</source>
        <translation>这是记录，并非模拟。</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>后端</translation>
    </message>
    <message>
        <source>Of this application.</source>
        <translation>属于此应用。</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Its role in the rule.</source>
        <translation>它在规则中的角色。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Fitted to its requests, or what is usual in its tier.</source>
        <translation>根据其请求拟合，或采用其层级的通常值。</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Requests it was fitted to: answered, warm, at the first attempt.</source>
        <translation>用于拟合的请求：已应答、非冷启动、首次尝试即成功。</translation>
    </message>
    <message>
        <source>Empty body</source>
        <translation>空请求体</translation>
    </message>
    <message>
        <source>Mean service time of a request without a body.</source>
        <translation>无请求体的请求的平均服务时间。</translation>
    </message>
    <message>
        <source>Per MB</source>
        <translation>每 MB</translation>
    </message>
    <message>
        <source>Added for each million bytes of body.</source>
        <translation>请求体每一百万字节增加的时间。</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>并行数</translation>
    </message>
    <message>
        <source>Requests it serves at a time without being slower.</source>
        <translation>同时服务而不变慢的请求数。</translation>
    </message>
    <message>
        <source>Cold start</source>
        <translation>冷启动</translation>
    </message>
    <message>
        <source>Mean time to start an instance.</source>
        <translation>启动一个实例的平均时间。</translation>
    </message>
    <message>
        <source>Share of its requests that it failed: taken over as it was.</source>
        <translation>其请求中失败的比例：按实际沿用。</translation>
    </message>
    <message numerus="yes">
        <source>Fitted to %n request(s).</source>
        <translation>
            <numerusform>根据 %n 个请求拟合。</numerusform>
        </translation>
    </message>
    <message>
        <source>At least %1 requests are needed to fit a model to this backend.</source>
        <translation>至少需要 %1 个请求才能为此后端拟合模型。</translation>
    </message>
    <message>
        <source>fitted</source>
        <translation>已拟合</translation>
    </message>
    <message>
        <source>usual in its tier</source>
        <translation>层级通常值</translation>
    </message>
    <message>
        <source>its capacity</source>
        <translation>等于容量</translation>
    </message>
    <message>
        <source>%1 requests, %2 – %3.</source>
        <translation>%1 个请求，%2 – %3。</translation>
    </message>
    <message>
        <source>%1 Simulated as it was, p50 is off by %2 and p95 by %3 from what happened.</source>
        <translation>%1 按原样模拟时，p50 与实际相差 %2，p95 相差 %3。</translation>
    </message>
    <message>
        <source> The application hedges; a simulation does not.</source>
        <translation>该应用使用对冲，而模拟不使用。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::WhatIfPage</name>
    <message>
        <source>Apply what is tried</source>
        <translation>应用所试设置</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Use these thresholds and this policy from now on; this can be undone</source>
        <translation>从现在起使用这些阈值和此策略；可以撤销</translation>
    </message>
    <message>
        <source>Reset what is tried</source>
        <translation>重置所试设置</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Back to the thresholds and the policy that are configured</source>
        <translation>恢复为已配置的阈值和策略</translation>
    </message>
    <message>
        <source>Write a recording</source>
        <translation>写入录制文件</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Write the recorded requests of this application and its site into one file, for straightline replay; Activity shows how far it is and where the file is</source>
        <translation>将此应用已记录的请求及其站点写入一个文件，供 straightline replay 使用；进度和文件位置见“活动”页</translation>
    </message>
    <message>
        <source>Recording of %1</source>
        <translation>%1 的录制</translation>
    </message>
    <message>
        <source>Drag F or D on the plane, or press F or D there and then the arrow keys.</source>
        <translation>在平面上拖动 F 或 D，或在其中按 F 或 D 后使用方向键。</translation>
    </message>
    <message>
        <source>Policy to try</source>
        <translation>要试的策略</translation>
    </message>
    <message>
        <source>The policy that is tried</source>
        <translation>所试的策略</translation>
    </message>
    <message>
        <source>Happened and predicted</source>
        <translation>实际与预测</translation>
    </message>
    <message>
        <source>A prediction is about one application.</source>
        <translation>预测针对一个应用。</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>显示 %1</translation>
    </message>
    <message>
        <source>Reading the recorded requests…</source>
        <translation>正在读取已记录的请求…</translation>
    </message>
    <message>
        <source>F %1, D %2</source>
        <translation>F %1，D %2</translation>
    </message>
    <message>
        <source>As configured: %1</source>
        <translation>当前配置：%1</translation>
    </message>
    <message>
        <source>Tried: %1</source>
        <translation>试用：%1</translation>
    </message>
    <message>
        <source>Go to the What if page first.</source>
        <translation>请先转到“假设分析”页。</translation>
    </message>
    <message>
        <source>No application is chosen.</source>
        <translation>未选择应用。</translation>
    </message>
    <message>
        <source>This is what is configured.</source>
        <translation>这就是当前配置。</translation>
    </message>
    <message>
        <source>A prediction needs at least %1 recorded requests of this application; there are %2.</source>
        <translation>预测至少需要此应用的 %1 个已记录请求；现有 %2 个。</translation>
    </message>
    <message>
        <source>Thresholds of %1: F %2, D %3</source>
        <translation>%1 的阈值：F %2，D %3</translation>
    </message>
    <message>
        <source>Policy of %1: %2</source>
        <translation>%1 的策略：%2</translation>
    </message>
    <message>
        <source>Roll back by itself</source>
        <translation>自动回滚</translation>
    </message>
    <message>
        <source>What is applied is watched for ten minutes at least: when %1 requests or more fare worse than predicted, what was before is put back</source>
        <translation>应用之后至少观察十分钟：当至少 %1 个请求的表现不如预测时，恢复之前的设置</translation>
    </message>
    <message>
        <source>Decision plane</source>
        <translation>决策平面</translation>
    </message>
    <message>
        <source>Threshold map</source>
        <translation>阈值图</translation>
    </message>
    <message>
        <source>Pairs of thresholds</source>
        <translation>阈值对</translation>
    </message>
    <message>
        <source>Sweeps</source>
        <translation>扫描记录</translation>
    </message>
    <message>
        <source>No application yet: it begins with its first backend.</source>
        <translation>还没有应用：从第一个后端开始。</translation>
    </message>
    <message>
        <source>Register a backend…</source>
        <translation>注册后端…</translation>
    </message>
    <message>
        <source>Nothing can be predicted. %1</source>
        <translation>无法预测。%1</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>straightline::ui::WhatIfTabs</name>
    <message>
        <source>Requests that would move</source>
        <translation>会改变去处的请求</translation>
    </message>
    <message>
        <source>Policies side by side</source>
        <translation>策略对比</translation>
    </message>
    <message>
        <source>Models of the backends</source>
        <translation>后端模型</translation>
    </message>
    <message>
        <source>Filter the requests that would move</source>
        <translation>筛选会改变去处的请求</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Shows rows that contain every word.</source>
        <translation>显示包含每个词的行。</translation>
    </message>
    <message>
        <source>Export the moves…</source>
        <translation>导出改变去处的请求…</translation>
    </message>
    <message>
        <source>Save the requests that would move, as shown</source>
        <translation>按显示保存会改变去处的请求</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>%1 would move</source>
        <translation>%1 个会改变去处</translation>
    </message>
    <message>
        <source>%1 would move, %2 are listed</source>
        <translation>%1 个会改变去处，列出 %2 个</translation>
    </message>
    <message>
        <source>No request would move.</source>
        <translation>没有请求会改变去处。</translation>
    </message>
    <message>
        <source>Go to the What if page first.</source>
        <translation>请先转到“假设分析”页。</translation>
    </message>
    <message>
        <source>No request would move. Drag F or D above, or choose another policy, to see which would.</source>
        <translation>没有请求会改变去处。拖动上方的 F 或 D，或选择另一策略，即可查看哪些会改变。</translation>
    </message>
</context>
<context>
    <name>straightline::ui::Words</name>
    <message>
        <source>local</source>
        <translation>本地</translation>
    </message>
    <message>
        <source>container</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>serverless</source>
        <translation>无服务器</translation>
    </message>
    <message>
        <source>HTTP server</source>
        <translation>HTTP 服务器</translation>
    </message>
    <message>
        <source>container</source>
        <comment>kind</comment>
        <translation>容器</translation>
    </message>
    <message>
        <source>function</source>
        <translation>函数</translation>
    </message>
    <message>
        <source>virtual machine</source>
        <translation>虚拟机</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>up</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>draining</source>
        <translation>排空中</translation>
    </message>
    <message>
        <source>down</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>闭合</translation>
    </message>
    <message>
        <source>half open</source>
        <translation>半开</translation>
    </message>
    <message>
        <source>open</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>broken connections</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <source>no answers in time</source>
        <translation>未按时应答</translation>
    </message>
    <message>
        <source>server errors</source>
        <translation>服务器错误</translation>
    </message>
    <message>
        <source>%1 % of its requests failed</source>
        <translation>其 %1 % 的请求失败</translation>
    </message>
    <message>
        <source>%1 times slower than usual</source>
        <translation>比平常慢 %1 倍</translation>
    </message>
    <message>
        <source>on trial, it was ejected: %1</source>
        <translation>试用中，曾被剔除：%1</translation>
    </message>
    <message>
        <source>ejected: %1, back on trial in %2 s</source>
        <translation>已剔除：%1，%2 秒后试用</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已应答</translation>
    </message>
    <message>
        <source>backend failed</source>
        <translation>后端失败</translation>
    </message>
    <message>
        <source>backend too slow</source>
        <translation>后端过慢</translation>
    </message>
    <message>
        <source>queue full</source>
        <translation>队列已满</translation>
    </message>
    <message>
        <source>waited too long</source>
        <translation>等待过久</translation>
    </message>
    <message>
        <source>nothing healthy</source>
        <translation>无健康后端</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <source>bad request</source>
        <translation>请求有误</translation>
    </message>
    <message>
        <source>no such application</source>
        <translation>无此应用</translation>
    </message>
    <message>
        <source>client left</source>
        <translation>客户端离开</translation>
    </message>
    <message>
        <source>client stalled</source>
        <translation>客户端停滞</translation>
    </message>
    <message>
        <source>shutting down</source>
        <translation>正在关闭</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>server error</source>
        <translation>服务器错误</translation>
    </message>
    <message>
        <source>abandoned</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>function failed</source>
        <translation>函数失败</translation>
    </message>
    <message>
        <source>redeploy</source>
        <translation>重新部署</translation>
    </message>
    <message>
        <source>drain</source>
        <translation>排空</translation>
    </message>
    <message>
        <source>resume</source>
        <translation>恢复服务</translation>
    </message>
    <message>
        <source>deploy</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>failed</source>
        <comment>operation</comment>
        <translation>失败</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>StraightLine</source>
        <translation>StraightLine</translation>
    </message>
    <message>
        <source>Round robin</source>
        <translation>轮询</translation>
    </message>
    <message>
        <source>Least outstanding</source>
        <translation>最少未完成</translation>
    </message>
    <message>
        <source>Two choices</source>
        <translation>二选一</translation>
    </message>
    <message>
        <source>Local only</source>
        <translation>仅本地</translation>
    </message>
    <message>
        <source>Container only</source>
        <translation>仅容器</translation>
    </message>
    <message>
        <source>Serverless only</source>
        <translation>仅无服务器</translation>
    </message>
    <message>
        <source>Places by request frequency against F, data size against D, and the room each tier has.</source>
        <translation>按请求频率与 F、数据大小与 D 以及各层空位来放置。</translation>
    </message>
    <message>
        <source>Takes the backends with room in turn.</source>
        <translation>依次使用有空位的后端。</translation>
    </message>
    <message>
        <source>Takes the backend with the fewest requests in flight.</source>
        <translation>使用处理中请求最少的后端。</translation>
    </message>
    <message>
        <source>Draws two backends at random and takes the one with the lower expected latency.</source>
        <translation>随机抽取两个后端，使用预期延迟较低的一个。</translation>
    </message>
    <message>
        <source>Uses only backends of the local tier.</source>
        <translation>仅使用本地层的后端。</translation>
    </message>
    <message>
        <source>Uses only backends of the container tier.</source>
        <translation>仅使用容器层的后端。</translation>
    </message>
    <message>
        <source>Uses only backends of the serverless tier.</source>
        <translation>仅使用无服务器层的后端。</translation>
    </message>
    <message>
        <source>It was refused before placement.</source>
        <translation>在放置之前即被拒绝。</translation>
    </message>
    <message>
        <source>Small request in a burst: f &gt; F and d &lt; D, so serverless.</source>
        <translation>突发中的小请求：f &gt; F 且 d &lt; D，故用无服务器层。</translation>
    </message>
    <message>
        <source>Large input: d &gt; D, so container.</source>
        <translation>大输入：d &gt; D，故用容器层。</translation>
    </message>
    <message>
        <source>Neither burst nor large, and local has room.</source>
        <translation>既非突发也非大输入，且本地层有空位。</translation>
    </message>
    <message>
        <source>Local has no room, container has.</source>
        <translation>本地层无空位，容器层有。</translation>
    </message>
    <message>
        <source>Neither local nor container has room, so serverless.</source>
        <translation>本地层和容器层均无空位，故用无服务器层。</translation>
    </message>
    <message>
        <source>Small request in a burst, but serverless has no room: the next tier with room.</source>
        <translation>突发中的小请求，但无服务器层无空位：改用下一个有空位的层。</translation>
    </message>
    <message>
        <source>Large input, but container has no room: the next tier with room.</source>
        <translation>大输入，但容器层无空位：改用下一个有空位的层。</translation>
    </message>
    <message>
        <source>The tier of the rule has room, but not for a body of this size.</source>
        <translation>规则所选的层有空位，但容不下这么大的请求体。</translation>
    </message>
    <message>
        <source>Chosen by the application&apos;s policy.</source>
        <translation>由应用的策略选择。</translation>
    </message>
    <message>
        <source>Some backend is healthy, but none has room: it waited.</source>
        <translation>有健康的后端，但都无空位：请求等待。</translation>
    </message>
    <message>
        <source>No backend is healthy.</source>
        <translation>没有健康的后端。</translation>
    </message>
    <message>
        <source>Every healthy backend has a payload limit below this body.</source>
        <translation>每个健康后端的载荷上限都小于此请求体。</translation>
    </message>
    <message>
        <source>thresholds changed</source>
        <translation>更改阈值</translation>
    </message>
    <message>
        <source>policy changed</source>
        <translation>更改策略</translation>
    </message>
    <message>
        <source>backend saved</source>
        <translation>保存后端</translation>
    </message>
    <message>
        <source>backend removed</source>
        <translation>移除后端</translation>
    </message>
    <message>
        <source>application saved</source>
        <translation>保存应用</translation>
    </message>
    <message>
        <source>application removed</source>
        <translation>移除应用</translation>
    </message>
    <message>
        <source>site replaced</source>
        <translation>替换站点</translation>
    </message>
    <message>
        <source>That value is not allowed.</source>
        <translation>该值不被允许。</translation>
    </message>
    <message>
        <source>It does not exist any more.</source>
        <translation>它已不存在。</translation>
    </message>
    <message>
        <source>That name is taken. Choose another.</source>
        <translation>该名称已被占用，请换一个。</translation>
    </message>
    <message>
        <source>It does not fit the present state. Look at it again and retry.</source>
        <translation>与当前状态不符。请重新查看后再试。</translation>
    </message>
    <message>
        <source>The engine is in read-only mode.</source>
        <translation>引擎处于只读模式。</translation>
    </message>
    <message>
        <source>It is too large.</source>
        <translation>它太大了。</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>它已被取消。</translation>
    </message>
    <message>
        <source>This engine cannot do that.</source>
        <translation>此引擎不支持该操作。</translation>
    </message>
    <message>
        <source>It could not be reached. Check that it runs, then retry.</source>
        <translation>无法访问。请确认它正在运行后重试。</translation>
    </message>
    <message>
        <source>It took too long. Retry.</source>
        <translation>耗时过长，请重试。</translation>
    </message>
    <message>
        <source>Too much is going on. Retry in a moment.</source>
        <translation>负载过高，请稍后重试。</translation>
    </message>
    <message>
        <source>It was refused by the other side.</source>
        <translation>被对方拒绝。</translation>
    </message>
    <message>
        <source>The other side answered something that cannot be understood.</source>
        <translation>对方的应答无法理解。</translation>
    </message>
    <message>
        <source>An internal error happened.</source>
        <translation>发生内部错误。</translation>
    </message>
    <message>
        <source>settings changed</source>
        <translation>设置已更改</translation>
    </message>
    <message>
        <source>roll back</source>
        <translation>回滚</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>What is kept on disk could not be read or written. Check the disk.</source>
        <translation>无法读写磁盘上的数据。请检查磁盘。</translation>
    </message>
    <message>
        <source>Peak EWMA</source>
        <translation>峰值 EWMA</translation>
    </message>
    <message>
        <source>Prequal</source>
        <translation>Prequal</translation>
    </message>
    <message>
        <source>Expected completion</source>
        <translation>预期完成时间</translation>
    </message>
    <message>
        <source>Adaptive</source>
        <translation>自适应</translation>
    </message>
    <message>
        <source>Oracle (simulation)</source>
        <translation>先知（仅模拟）</translation>
    </message>
    <message>
        <source>Takes the lowest expected latency of all backends with room.</source>
        <translation>在所有有余量的后端中选择预期延迟最低的。</translation>
    </message>
    <message>
        <source>Takes the lowest latency where few requests are in flight; if there are many everywhere, the fewest.</source>
        <translation>在处理中请求较少的后端里选择延迟最低的；若处处都多，则选择最少的。</translation>
    </message>
    <message>
        <source>Takes the shortest predicted time, learned per backend and data size.</source>
        <translation>选择预计用时最短的后端，用时按后端和数据大小学习得出。</translation>
    </message>
    <message>
        <source>Takes the shortest predicted time, leaves backends that turn slow or fail, and keeps to the budget if there is one.</source>
        <translation>选择预计用时最短的后端，避开变慢或出错的后端，若设有预算则遵守预算。</translation>
    </message>
    <message>
        <source>Takes the backend that will really answer first: a bound, for simulations only.</source>
        <translation>选择实际最先应答的后端：仅用于模拟的理论界限。</translation>
    </message>
    <message>
        <source>Lowest expected latency of all backends with room.</source>
        <translation>在所有有余量的后端中预期延迟最低。</translation>
    </message>
    <message>
        <source>Lowest latency of the backends with few requests in flight.</source>
        <translation>在处理中请求较少的后端里延迟最低。</translation>
    </message>
    <message>
        <source>Many requests in flight everywhere: the backend with the fewest.</source>
        <translation>各处处理中的请求都多：选择最少的后端。</translation>
    </message>
    <message>
        <source>Shortest predicted time of all backends with room.</source>
        <translation>在所有有余量的后端中预计用时最短。</translation>
    </message>
    <message>
        <source>Another was predicted faster, but has far more in flight than usual.</source>
        <translation>另一个后端预计更快，但其处理中的请求远多于平常。</translation>
    </message>
    <message>
        <source>Tried to see how this backend is now.</source>
        <translation>试探该后端目前的状况。</translation>
    </message>
    <message>
        <source>Shortest true time.</source>
        <translation>实际用时最短。</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>look for backends</source>
        <translation>查找后端</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>sweep of thresholds</source>
        <translation>阈值扫描</translation>
    </message>
    <message>
        <source>watch of thresholds</source>
        <translation>阈值观察</translation>
    </message>
    <message>
        <source>what-if question</source>
        <translation>假设分析问题</translation>
    </message>
    <message>
        <source>calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>cancelled: another answered first</source>
        <translation>已取消：另一个先应答</translation>
    </message>
    <message>
        <source>console</source>
        <translation>控制台</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>watch</source>
        <comment>who</comment>
        <translation>阈值观察</translation>
    </message>
    <message>
        <source>redeploy</source>
        <comment>who</comment>
        <translation>重新部署</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>初始配置</translation>
    </message>
    <message>
        <source>api</source>
        <translation>管理 API</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between parts of a list</comment>
        <translation>；</translation>
    </message>
</context>
</TS>
