<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
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
            <source>Bring back what was before the chosen change</source>
            <translation>恢复到所选更改之前</translation>
        </message>
        <message>
            <source>Reading the changes</source>
            <translation>读取更改记录</translation>
        </message>
        <message>
            <source>The engine is in read-only mode.</source>
            <translation>引擎处于只读模式。</translation>
        </message>
        <message>
            <source>Choose a running operation first.</source>
            <translation>请先选择一个正在进行的操作。</translation>
        </message>
        <message>
            <source>This entry cannot be brought back.</source>
            <translation>此条记录无法恢复。</translation>
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
        <message>
            <source>Before: %1
After: %2</source>
            <translation>更改前：%1
更改后：%2</translation>
        </message>
    </context>
    <context>
        <name>straightline::ui::BackendDialog</name>
        <message>
            <source>Application</source>
            <translation>应用</translation>
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
            <source>&amp;Register</source>
            <translation>注册(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>保存(&amp;S)</translation>
        </message>
        <message>
            <source>Register a backend</source>
            <translation>注册后端</translation>
        </message>
        <message>
            <source>Edit the backend %1</source>
            <translation>编辑后端 %1</translation>
        </message>
        <message>
            <source>The application %1 has a backend of this name. Choose another name, or edit that one.</source>
            <translation>应用 %1 已有同名后端。请换一个名称，或编辑已有的后端。</translation>
        </message>
        <message>
            <source>%1: %2 does not work. Allowed: %3</source>
            <translation>%1：%2 不可用。允许的值：%3</translation>
        </message>
        <message>
            <source>Register %1</source>
            <translation>注册 %1</translation>
        </message>
        <message>
            <source>Edit %1</source>
            <translation>编辑 %1</translation>
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
            <source>CPU limit</source>
            <translation>CPU 上限</translation>
        </message>
        <message>
            <source>no limit</source>
            <translation>无上限</translation>
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
            <source>Kind</source>
            <translation>种类</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
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
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>&amp;Address</source>
            <translation>地址(&amp;A)</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Port inside</source>
            <translation>容器内端口</translation>
        </message>
        <message>
            <source>Replicas</source>
            <translation>副本数</translation>
        </message>
        <message>
            <source>Memory limit</source>
            <translation>内存上限</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>as the image says</source>
            <translation>按镜像设定</translation>
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
            <source>Longest invocation</source>
            <translation>最长调用时间</translation>
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
            <source> in flight</source>
            <translation> 个并发</translation>
        </message>
        <message>
            <source>Most requests it works on at once; above it, it has no room.</source>
            <translation>同时处理的请求上限；达到后即无空位。</translation>
        </message>
        <message>
            <source>Payload limit</source>
            <translation>载荷上限</translation>
        </message>
        <message>
            <source>Connect timeout</source>
            <translation>连接超时</translation>
        </message>
        <message>
            <source>Longest silence</source>
            <translation>最长静默</translation>
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
            <source>Connect &amp;timeout</source>
            <translation>连接超时(&amp;T)</translation>
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
            <source>empty: only connect</source>
            <translation>留空：仅测试连接</translation>
        </message>
        <message>
            <source>Interval</source>
            <translation>间隔</translation>
        </message>
        <message>
            <source>Timeout</source>
            <translation>超时</translation>
        </message>
        <message>
            <source>Successes to be up</source>
            <translation>判为正常所需成功次数</translation>
        </message>
        <message>
            <source>Failures to be down</source>
            <translation>判为停止所需失败次数</translation>
        </message>
        <message>
            <source>Health &amp;path</source>
            <translation>健康检查路径(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Interval</source>
            <translation>间隔(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Timeout</source>
            <translation>超时(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Successes to be up</source>
            <translation>判为正常所需成功次数(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Failures to be down</source>
            <translation>判为停止所需失败次数(&amp;F)</translation>
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
            <source>Share of the last second's requests that failed</source>
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
            <source>Open: it gets no requests after failures in a row</source>
            <translation>断开：连续失败后不再接收请求</translation>
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
            <source>&amp;Filter backends</source>
            <translation>筛选后端(&amp;F)</translation>
        </message>
        <message>
            <source>Go to the filter of the backends</source>
            <translation>转到后端筛选框</translation>
        </message>
        <message>
            <source>Filter the backends</source>
            <translation>筛选后端</translation>
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
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>No backend yet. Register one: an HTTP server, a container or a function.</source>
            <translation>还没有后端。请注册一个：HTTP 服务器、容器或函数。</translation>
        </message>
        <message>
            <source>Waiting for the engine…</source>
            <translation>正在等待引擎…</translation>
        </message>
        <message>
            <source>The engine is in read-only mode.</source>
            <translation>引擎处于只读模式。</translation>
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
        <message numerus="yes">
            <source>%n request(s) in flight will be drained.</source>
            <translation>
                <numerusform>%n 个处理中的请求将先处理完。</numerusform>
            </translation>
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
            <source>%1 (since %2)</source>
            <translation>%1（自 %2 起）</translation>
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
    </context>
    <context>
        <name>straightline::ui::EngineLink</name>
        <message>
            <source>Loading the history</source>
            <translation>读取历史</translation>
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
            <source>%1 with score %2</source>
            <translation>%1，评分 %2</translation>
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
            <source>Fetch new lines every second; scrolling up holds the view.</source>
            <translation>每秒读取新行；向上滚动可停住视图。</translation>
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
            <source>Saved as %1</source>
            <translation>已保存为 %1</translation>
        </message>
        <message>
            <source>Not saved: %1</source>
            <translation>未保存：%1</translation>
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
            <source>Light or dark as the desktop prefers</source>
            <translation>按桌面偏好使用浅色或深色</translation>
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
    </context>
    <context>
        <name>straightline::ui::OverviewCharts</name>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
    </context>
    <context>
        <name>straightline::ui::OverviewPage</name>
        <message>
            <source>Requests</source>
            <translation>请求</translation>
        </message>
        <message>
            <source>Finished requests over the last second.</source>
            <translation>最近一秒完成的请求。</translation>
        </message>
        <message>
            <source>Latency p95</source>
            <translation>延迟 p95</translation>
        </message>
        <message>
            <source>95 of 100 requests of the last 10 s took at most this long, from head to last byte.</source>
            <translation>最近 10 秒内 95% 的请求从请求头到最后一个字节的耗时不超过此值。</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Share of the last second's requests that were not answered, or with a status of 500 or more.</source>
            <translation>最近一秒请求中未得到应答或状态码不小于 500 的比例。</translation>
        </message>
        <message>
            <source>In flight</source>
            <translation>处理中</translation>
        </message>
        <message>
            <source>Requests begun and not yet finished, now.</source>
            <translation>当前已开始但尚未完成的请求。</translation>
        </message>
        <message>
            <source>Backends up</source>
            <translation>正常后端</translation>
        </message>
        <message>
            <source>Backends that are up, of all that are registered.</source>
            <translation>已注册后端中状态正常的数量。</translation>
        </message>
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
            <source>Latest events</source>
            <translation>最新事件</translation>
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
            <source>The engine is in read-only mode.</source>
            <translation>引擎处于只读模式。</translation>
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
            <translation>%1 个等待中</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>No application yet. Register its first backend on the Backends page.</source>
            <translation>还没有应用。请在“后端”页注册它的第一个后端。</translation>
        </message>
        <message>
            <source>No requests yet. Send one:</source>
            <translation>还没有请求。发送一个：</translation>
        </message>
        <message>
            <source>No events yet.</source>
            <translation>还没有事件。</translation>
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
    </context>
    <context>
        <name>straightline::ui::RedeployDialog</name>
        <message>
            <source>Redeploy %1</source>
            <translation>重新部署 %1</translation>
        </message>
        <message>
            <source>New containers are started and must become healthy; then requests move to them, the old ones finish what they have and are removed. If the new ones fail, the old ones stay.</source>
            <translation>先启动新容器并等待其健康；随后请求转到新容器，旧容器处理完已有请求后移除。若新容器失败，则保留旧容器。</translation>
        </message>
        <message>
            <source>New instances are started for new requests; the running ones finish what they have.</source>
            <translation>新请求使用新启动的实例；正在运行的实例会处理完已有请求。</translation>
        </message>
        <message>
            <source>&amp;Redeploy</source>
            <translation>重新部署(&amp;R)</translation>
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
            <source>&amp;Image</source>
            <translation>镜像(&amp;I)</translation>
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
            <source>The answer's way to the client</source>
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
            <source>Only f&amp;ailures</source>
            <translation>仅失败(&amp;A)</translation>
        </message>
        <message>
            <source>Filter the requests</source>
            <translation>筛选请求</translation>
        </message>
        <message>
            <source>Filter: id, application, backend, tier, reason, outcome, status</source>
            <translation>筛选：标识、应用、后端、层、原因、结果、状态码</translation>
        </message>
        <message>
            <source>Shows requests that match every word, e.g. box 200 or burst_of_small.</source>
            <translation>显示匹配每个词的请求，例如 box 200 或 burst_of_small。</translation>
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
            <source>The requests cannot be read: %1</source>
            <translation>无法读取请求：%1</translation>
        </message>
        <message>
            <source>No requests yet. Send one:</source>
            <translation>还没有请求。发送一个：</translation>
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
            <source>The gateway's own time for each request of the last 10 s; waiting is not counted.</source>
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
    </context>
    <context>
        <name>straightline::ui::ThresholdBar</name>
        <message>
            <source>&amp;Policy</source>
            <translation>策略(&amp;P)</translation>
        </message>
        <message>
            <source>Frequency threshold &amp;F</source>
            <translation>频率阈值 &amp;F</translation>
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
            <source>Chosen by the application's policy.</source>
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
            <source>The state could not be written. Check the disk.</source>
            <translation>无法写入状态。请检查磁盘。</translation>
        </message>
        <message>
            <source>An internal error happened.</source>
            <translation>发生内部错误。</translation>
        </message>
    </context>
</TS>
